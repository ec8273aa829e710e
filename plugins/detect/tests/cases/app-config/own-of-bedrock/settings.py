import boto3

MODEL_ID = "arn:aws:bedrock:eu-central-1:123456789012:imported-model/abcd1234"
client = boto3.client("bedrock-runtime")
