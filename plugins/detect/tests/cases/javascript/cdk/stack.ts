import * as cdk from "aws-cdk-lib";
import { CfnParameter } from "aws-cdk-lib";

export class ChatStack extends cdk.Stack {
  constructor(scope: cdk.App, id: string) {
    super(scope, id);
    const chat = new cdk.CfnParameter(this, "BedrockModelId", {
      type: "String",
      default: "us.anthropic.claude-sonnet-4-20250514-v1:0",
      allowedValues: ["us.anthropic.claude-sonnet-4-20250514-v1:0", "amazon.nova-pro-v1:0"],
      description: "such as amazon.nova-micro-v1:0",
    });
    const embedding = new CfnParameter(this, "EmbeddingModel", { default: "amazon.titan-embed-text-v2:0" });
    new CfnParameter(this, "CarModel", { default: "roadster" });
    new CfnParameter(this, "Environment", { default: "prod" });
    new cdk.CfnOutput(this, "ModelUsed", { value: chat.valueAsString });
  }
}
