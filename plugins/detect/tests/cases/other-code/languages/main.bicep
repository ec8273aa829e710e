// Default model is gpt-3.5-turbo
param azureOpenAIModel string = 'gpt-4.1'
param azureOpenAIModelVersion string = '2025-04-14'
resource embedding 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = {
  properties: {
    model: {
      format: 'OpenAI'
      name: 'text-embedding-3-large'
      version: '1'
    }
  }
}
