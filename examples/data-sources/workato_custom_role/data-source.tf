data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# By its name, which must be the only one, or by id.
data "workato_custom_role" "author" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "Recipe author"
}

resource "workato_custom_role" "billing_author" {
  managed_customer_id = data.workato_managed_customer.acme.id
  source_role_id      = data.workato_custom_role.author.id
  name                = "Billing author"
}
