param openaideploymentname string = 'gpt-4o'
param chatmodelname string = 'gpt-4.1-mini'
param websitename string = 'gpt-4'
@allowed(['text-embedding-3-small', 'text-embedding-3-large'])
param embeddingModel string = 'text-embedding-3-small'
param models array = [
  { name: 'gpt-4.1-nano', version: '2025-04-14', sku: 'Standard' }
  {
    version: '1'
    name: 'text-embedding-ada-002'
  }
]
param users array = [ { name: 'gpt-4', version: '1' } ]
param carModels array = [ { name: 'roadster', version: '2' } ]
