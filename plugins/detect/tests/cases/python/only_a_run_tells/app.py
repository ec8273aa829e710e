import argparse
import json
import os

import litellm
import streamlit as st
import yaml
from omegaconf import OmegaConf
from openai import OpenAI
from somewhere import Bot, choose
from transformers import Trainer

from shop.configuration import load, loaded

client = OpenAI()
parser = argparse.ArgumentParser()
parser.add_argument("--model")
args = parser.parse_args()
config = yaml.safe_load(open("config.yaml"))
tree = OmegaConf.load("tree.yaml")
bot = Bot()


class Service:
    def __init__(self, given):
        self.own = json.load(open("own.json"))
        self.given = given

    def ask(self, name, context):
        client.responses.create(model=self.own["fast"], input="")
        client.responses.create(model=self.given["fast"], input="")
        client.responses.create(model=name, input="")
        client.responses.create(model=context.choose(), input="")


client.responses.create(model=choose("sk-none", key="sk-none"), input="")
client.responses.create(model=config["llm"]["fast"], input="")
client.responses.create(model=config.get("fast") or tree.llm.fast, input="")
client.responses.create(model=load()["fast"], input="")
client.responses.create(model=loaded["fast"], input="")
for each in json.load(open("models.json")):
    litellm.completion(each, [])
litellm.completion(model=args.model, messages=[])
litellm.completion(model=st.text_input("Model"), messages=[])
litellm.completion(model=os.path.join("a", "b"), messages=[])
litellm.completion(model=None, messages=[])
litellm.completion(model=bot, messages=[])
Trainer(model=choose())
