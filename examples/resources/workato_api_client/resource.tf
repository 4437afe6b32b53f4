resource "workato_managed_customer" "acme" {
  name                   = "Acme GmbH"
  external_id            = "acme"
  notification_email     = "it@acme.example"
  provision_environments = true
}

data "workato_api_client_role" "agent" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Deployment"
}

resource "workato_api_client" "agent" {
  managed_customer_id    = workato_managed_customer.acme.id
  name                   = "Deployment agent"
  api_privilege_group_id = data.workato_api_client_role.agent.id
  all_folders            = true
  environment_name       = "DEV"

  # Another number replaces the token.
  token_version = 1
}

# Hand the token on to where it is needed, such as a secret store.
output "agent_token" {
  value     = workato_api_client.agent.token
  sensitive = true
}
