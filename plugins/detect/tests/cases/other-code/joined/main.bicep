param openaideploymentname string = 'gpt-4o'
param chatmodelname string = 'gpt-4.1-mini'
param websitename string = 'gpt-4'
@allowed(['text-embedding-3-small', 'text-embedding-3-large'])
param embeddingModel string = 'text-embedding-3-small'
