data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# By e-mail address, or by user_id.
data "workato_collaborator" "ada" {
  managed_customer_id = data.workato_managed_customer.acme.id
  email               = "ada@acme.example"
}

output "ada_user_id" {
  value = data.workato_collaborator.ada.user_id
}
