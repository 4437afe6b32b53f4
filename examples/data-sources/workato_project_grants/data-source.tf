data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# Who may do what in a project.
data "workato_project_grants" "orders" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  project_id     = "4711"
}

output "access" {
  value = [for grant in data.workato_project_grants.orders.project_grants : {
    who  = coalesce(grant.user_group_name, grant.user_email, grant.user_name)
    role = grant.project_role_name
  }]
}

# Where a user has been given a role directly.
data "workato_project_grants" "ada" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  user_id        = "7001"
}
