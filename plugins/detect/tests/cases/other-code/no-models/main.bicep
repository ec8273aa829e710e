var deployments = { gpt4: { name: 'chat' } }
output chatModel string = deployments.gpt4.name
