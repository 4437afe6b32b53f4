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

  # Those of Workato, and our own, whose ids are only known once they are there.
  role_ids = merge(
    { for role in data.workato_project_roles.all.project_roles : role.name => role.id if role.type == "system" },
    { for name, role in workato_project_role.this : name => role.id },
  )
  role_names = setunion(
    [for role in data.workato_project_roles.all.project_roles : role.name if role.type == "system"],
    keys(var.project_roles),
  )

  # TEST and PROD have properties only where there are such environments.
  property_environments = var.environments ? ["dev", "test", "prod"] : ["dev"]

  properties = merge([
    for environment, properties in var.properties : {
      for name, value in properties : "${environment}/${name}" => { environment = environment, name = name, value = value }
    } if contains(local.property_environments, environment)
  ]...)

  connections = merge([
    for environment in local.environments : {
      for name, application in var.connections : "${environment}/${name}" => { environment = environment, name = name, application = application }
    }
  ]...)
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

resource "workato_property" "this" {
  for_each = local.properties

  environment_id = workato_managed_customer.this.environments[each.value.environment].id
  name           = each.value.name
  value          = each.value.value
}

# Shells: recipes can refer to them at once, and the customer authorises them in the console.
resource "workato_connection" "this" {
  for_each = local.connections

  environment_id   = workato_project.this[each.value.environment].environment_id
  folder_id        = workato_project.this[each.value.environment].folder_id
  application      = each.value.application
  name             = each.value.name
  shell_connection = true
}

resource "workato_environment_role" "this" {
  for_each = var.environment_roles

  managed_customer_id = workato_managed_customer.this.id
  name                = each.key
  config              = each.value
}

resource "workato_project_role" "this" {
  for_each = var.project_roles

  managed_customer_id = workato_managed_customer.this.id
  name                = each.key
  config              = each.value
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
      condition     = contains(local.role_names, each.value.role)
      error_message = "${var.name} has no project role ${each.value.role}. There are: ${join(", ", sort(local.role_names))}."
    }
  }
}

# Invited. Whoever has accepted joins the groups, which have had their grants from the beginning.
resource "workato_collaborator" "this" {
  for_each = var.collaborators

  managed_customer_id = workato_managed_customer.this.id
  email               = each.key
  name                = each.value.name
  environment_roles   = each.value.environment_roles
  user_group_ids      = [for group in each.value.groups : workato_collaborator_group.this[group].id if contains(keys(var.groups), group)]

  # The roles are named and not referred to.
  depends_on = [workato_environment_role.this]

  lifecycle {
    precondition {
      condition     = length(setsubtract(each.value.groups, keys(var.groups))) == 0
      error_message = "${each.key} is to join ${join(", ", sort(setsubtract(each.value.groups, keys(var.groups))))}, and ${var.name} has no such group."
    }
  }
}

data "workato_api_client_role" "this" {
  count = var.api_client_role == null ? 0 : 1

  managed_customer_id = local.customer_id
  name                = var.api_client_role
}

resource "workato_api_client" "this" {
  count = var.api_client_role == null ? 0 : 1

  managed_customer_id    = workato_managed_customer.this.id
  name                   = "${var.name}: deployment"
  api_privilege_group_id = data.workato_api_client_role.this[0].id
  all_folders            = true
  environment_name       = var.environments ? "DEV" : null
}
