data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# What a group may do in a project.
data "workato_project_grant" "builders" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  project_id     = "4711"
  user_group_id  = "pf-APHDLgAD-cTXBtz"
}

output "role_of_the_builders" {
  value = data.workato_project_grant.builders.project_role_name
}
