import boto3

REGION = "us-east-1"
client = boto3.client("bedrock-runtime", REGION)
client.converse(modelId="anthropic.claude-3-haiku-20240307-v1:0", messages=[])
session = boto3.Session(profile_name="x").client("bedrock-runtime", "eu-west-1")
session.converse(modelId="anthropic.claude-3-haiku-20240307-v1:0", messages=[])
MODELS = {"fast": "us.amazon.nova-lite-v1:0", "smart": "us.amazon.nova-pro-v1:0", "size": 3}


def by(kind):
    client.converse(modelId=MODELS[kind], messages=[])
    client.converse(modelId=MODELS.get(kind, "amazon.nova-micro-v1:0"), messages=[])
