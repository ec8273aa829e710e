resource "github_actions_variable" "model" {
  repository    = "chat"
  variable_name = "OPENAI_MODEL"
  value         = "gpt-5-mini"
}
