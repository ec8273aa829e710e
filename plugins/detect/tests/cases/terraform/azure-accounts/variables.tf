variable "location" { default = "swedencentral" }
variable "model" { default = "gpt-4.1-mini" }
variable "model_version" { default = "2025-04-14" }
