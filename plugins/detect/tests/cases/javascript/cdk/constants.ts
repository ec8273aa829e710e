import * as bedrock from "aws-cdk-lib/aws-bedrock";
import { bedrock as genai } from "@cdklabs/generative-ai-cdk-constructs";

export function models(scope: any) {
  const chat = bedrock.FoundationModel.fromFoundationModelId(
    scope, "Chat", bedrock.FoundationModelIdentifier.ANTHROPIC_CLAUDE_3_HAIKU_20240307_V1_0);
  const other = bedrock.FoundationModel.fromFoundationModelId(
    scope, "Other", new bedrock.FoundationModelIdentifier("meta.llama3-8b-instruct-v1:0"));
  const base = new genai.VectorKnowledgeBase(scope, "Base", {
    embeddingsModel: genai.BedrockFoundationModel.TITAN_EMBED_TEXT_V2_1024,
  });
  const agent = new genai.Agent(scope, "Agent", {
    foundationModel: genai.BedrockFoundationModel.AMAZON_NOVA_LITE_V1,
  });
  const own = new genai.BedrockFoundationModel("amazon.nova-pro-v1:0", { supportsAgents: true });
  return [chat, other, base, agent, own, genai.BedrockFoundationModel.length];
}
