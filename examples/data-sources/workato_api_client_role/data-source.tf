data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_api_client_role" "agent" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "Deployment"
}

output "agent_role_id" {
  value = data.workato_api_client_role.agent.id
}
