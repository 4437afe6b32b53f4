data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_api_clients" "all" {
  managed_customer_id = data.workato_managed_customer.acme.id
}

# Tokens that are due for replacement.
output "token_ages" {
  value = { for client in data.workato_api_clients.all.api_clients : client.name => client.token_updated_at... }
}
