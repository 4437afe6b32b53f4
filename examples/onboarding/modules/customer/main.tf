locals {
  # The environments with a project. The keys are known before the customer exists, and the project in DEV has the
  # same address with and without Environments, so that turning them on adds to what is there.
  environments = toset(var.environments ? ["dev", "test"] : ["dev"])

  grants = merge([
    for group, settings in var.groups : {
      for environment, role in settings.roles : "${environment}/${group}" => {
        environment = environment
        group       = group
        role        = role
      } if contains(local.environments, environment)
    }
  ]...)

  # The data source refers to the customer through this value. If it did so directly, Terraform would put off reading it
  # whenever the customer changes, and every grant would show as about to change too.
  customer_id = workato_managed_customer.this.id

  role_ids = { for role in data.workato_project_roles.all.project_roles : role.name => role.id }
}

resource "workato_managed_customer" "this" {
  name                   = var.name
  external_id            = var.external_id
  notification_email     = var.notification_email
  provision_environments = var.environments
  deletion_protection    = var.deletion_protection
}

# Terraform takes the first word of a type for the provider, hence provider = workato.
resource "workspace365_environment" "this" {
  count    = var.workspace365 == null ? 0 : 1
  provider = workato

  # Our own id without hyphens, which Workspace 365 would change in a way that is not documented.
  name                = replace(var.external_id, "-", "")
  admin_email         = var.workspace365.admin_email
  admin_first_name    = var.workspace365.admin_first_name
  admin_last_name     = var.workspace365.admin_last_name
  active              = var.workspace365.active
  deletion_protection = var.deletion_protection
}

resource "workato_project" "this" {
  for_each = local.environments

  environment_id = workato_managed_customer.this.environments[each.key].id
  name           = var.project.name
  description    = var.project.description
}

resource "workato_collaborator_group" "this" {
  for_each = var.groups

  managed_customer_id = workato_managed_customer.this.id
  name                = each.key
  description         = each.value.description
}

data "workato_project_roles" "all" {
  managed_customer_id = local.customer_id
}

resource "workato_project_grant" "this" {
  for_each = local.grants

  environment_id  = workato_project.this[each.value.environment].environment_id
  project_id      = workato_project.this[each.value.environment].id
  project_role_id = local.role_ids[each.value.role]
  user_group_id   = workato_collaborator_group.this[each.value.group].id

  lifecycle {
    precondition {
      condition     = contains(keys(local.role_ids), each.value.role)
      error_message = "${var.name} has no project role ${each.value.role}. There are: ${join(", ", sort(keys(local.role_ids)))}."
    }
  }
}
