data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_collaborators" "acme" {
  managed_customer_id = data.workato_managed_customer.acme.id
}

# Who has access to PROD, without your own customer managers.
output "acme_prod_collaborators" {
  value = {
    for c in data.workato_collaborators.acme.collaborators : c.name => c.environment_roles.prod
    if c.environment_roles.prod != null && c.customer_manager != true
  }
}
