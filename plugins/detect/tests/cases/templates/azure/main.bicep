param chatModel object = {
  name: 'gpt-4.1'
  version: '2025-04-14'
}
var deployments = [
  {
    name: 'embed'
    model: {
      name: 'text-embedding-3-small'
      format: 'OpenAI'
    }
  }
]
var animals = {
  duck: {
    name: 'gpt-4'
  }
}
module app 'app.bicep' = {
  params: {
    env: [
      {
        name: 'AZURE_OPENAI_CHAT_MODEL'
        value: 'gpt-4o-mini'
      }
      {
        name: 'TITLE'
        value: 'gpt-4'
      }
    ]
  }
}
