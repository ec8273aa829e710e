import openai

print "Python 2"


def ask(prompt):
    print "asking", prompt
    return openai.Completion.create(engine="text-davinci-003", prompt=prompt)


def broken(:
    return openai.ChatCompletion.create(model="gpt-4-0613", messages=[])


def fine():
    return openai.ChatCompletion.create(model="gpt-3.5-turbo", messages=[])
