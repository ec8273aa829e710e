data "aws_iam_policy_document" "invoke" {
  statement {
    actions = ["bedrock:InvokeModel"]
    resources = [
      "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
      "arn:${data.aws_partition.this.partition}:bedrock:*:${local.account}:inference-profile/eu.amazon.nova-lite-v1:0",
      "arn:aws:bedrock:*::foundation-model/${var.model_id}",
      "arn:aws:bedrock:*::foundation-model/*", "arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0",
      # "arn:aws:bedrock:*::foundation-model/amazon.titan-text-express-v1",
    ]
  }
}

resource "aws_iam_policy" "old" {
  policy = <<EOF
{ "Statement": [{ "Effect": "Allow", "Action": "bedrock:InvokeModel",
  "Resource": "arn:aws:bedrock:us-east-1::foundation-model/cohere.embed-english-v3" }] }
EOF
}
