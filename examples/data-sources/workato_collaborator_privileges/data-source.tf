data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_collaborator" "ada" {
  managed_customer_id = data.workato_managed_customer.acme.id
  email               = "ada@acme.example"
}

data "workato_collaborator_privileges" "ada" {
  managed_customer_id = data.workato_managed_customer.acme.id
  user_id             = data.workato_collaborator.ada.user_id
}

output "ada_privileges" {
  value = { for p in data.workato_collaborator_privileges.ada.collaborator_privileges : p.environment_type => p.privileges }
}
