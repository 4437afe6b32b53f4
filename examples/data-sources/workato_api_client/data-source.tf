data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_api_client" "agent" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "Deployment agent"
}

output "agent_role_id" {
  value = data.workato_api_client.agent.api_privilege_group_id
}
