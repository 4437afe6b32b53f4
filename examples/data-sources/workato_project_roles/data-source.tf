data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# One role by its name.
data "workato_project_roles" "builder" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "Builder"

  lifecycle {
    postcondition {
      condition     = length(self.project_roles) == 1
      error_message = "The customer does not have exactly one project role \"Builder\"."
    }
  }
}

output "builder_role_id" {
  value = one(data.workato_project_roles.builder.project_roles).id
}
