locals {
  policy = <<EOT
allow model {
  unbalanced
EOT
  chat_model = "gpt-4o-mini"
}

variable "unrelated" {
  default = "gpt-4o"
}
