"""Use model="gpt-4o", the `claude-3-opus` way."""

from django.db import models
from sklearn.ensemble import RandomForestClassifier
from sqlalchemy import create_engine

# model = "gpt-4"
provider = "gemini"
MODEL_PATH = "./models/churn.pkl"
car = {"model": "Model 3", "make": "tesla", "name": "llama"}
engine = create_engine("postgresql://user:hunter2@db/app")


class Order(models.Model):
    customer = models.ForeignKey(to="auth.User", on_delete=models.CASCADE)
    name = models.CharField(max_length=20, default="claude")


def fit(model="random_forest", deployment="blue"):
    return RandomForestClassifier()


def is_chat(model: str) -> bool:
    return model.startswith("gpt-4") or "claude-3" in model or model == "o1"


COSTS = {"gpt-4o": 2.5, "gpt-4": 30.0}
MODEL_CONTEXT_WINDOWS = {"claude-3-opus-20240229": 200_000}
print("ask gpt-4o about it")
fit(model="xgboost")
