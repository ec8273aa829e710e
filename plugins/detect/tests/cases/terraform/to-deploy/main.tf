module "open_ai" {
  source           = "./modules/open_ai"
  models_to_deploy = ["gpt-35-turbo-16k", "text-embedding-ada-002"]
  regions_to_deploy = ["gpt-4-region"]
}

variable "models_to_pull" {
  type    = list(string)
  default = ["llama3.2:3b"]
}
