import yaml


def load():
    with open("config.yaml") as file:
        return yaml.safe_load(file)


loaded = load()
