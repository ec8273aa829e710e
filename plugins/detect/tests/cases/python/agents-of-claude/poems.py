from openai import OpenAI

from poems import Form

FORM = Form(model="sonnet")
