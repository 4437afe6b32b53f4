# Which Workato this is comes from the environment: WORKATO_API_TOKEN, and WORKATO_REGION unless it is us. The same goes
# for Workspace 365: WORKSPACE365_BASE_URL and WORKSPACE365_PROVISIONING_KEY.
provider "workato" {}

# Roles that every customer gets beside those of Workato: a JSON file each, named like the role.
locals {
  environment_roles = {
    for file in fileset("${path.module}/roles/environment", "*.json") :
    trimsuffix(file, ".json") => file("${path.module}/roles/environment/${file}")
  }

  project_roles = {
    for file in fileset("${path.module}/roles/project", "*.json") :
    trimsuffix(file, ".json") => file("${path.module}/roles/project/${file}")
  }
}

module "customer" {
  source   = "../modules/customer"
  for_each = var.customers

  external_id         = each.key
  name                = each.value.name
  notification_email  = each.value.notification_email
  environments        = each.value.environments
  workspace365        = each.value.workspace365
  collaborators       = each.value.collaborators
  properties          = each.value.properties
  api_client_role     = each.value.api_client_role
  deletion_protection = each.value.deletion_protection

  project           = var.project
  connections       = var.connections
  environment_roles = local.environment_roles
  project_roles     = local.project_roles

  groups = {
    Builders = {
      description = "Build and test recipes"
      roles       = { dev = each.value.builder_role, test = "ProjectOperator" }
    }
    Operators = {
      description = "Watch, start and stop recipes"
      roles       = { dev = "ProjectOperator", test = "ProjectOperator" }
    }
    Partners = {
      description = "Us: look, and lend a hand"
      roles       = { dev = "Watcher", test = "Watcher" }
    }
  }
}
