data "workato_workspace" "partner" {}

# Fails the plan if the token is that of another workspace than the one meant.
check "right_workspace" {
  assert {
    condition     = data.workato_workspace.partner.email == "integrations@partner.example"
    error_message = "The token belongs to ${data.workato_workspace.partner.name}."
  }
}
