# Which Workato this is comes from the environment: WORKATO_API_TOKEN, and WORKATO_REGION unless it is us. The same goes
# for Workspace 365: WORKSPACE365_BASE_URL and WORKSPACE365_PROVISIONING_KEY.
provider "workato" {}

module "customer" {
  source   = "./modules/customer"
  for_each = var.customers

  external_id         = each.key
  name                = each.value.name
  notification_email  = each.value.notification_email
  environments        = each.value.environments
  workspace365        = each.value.workspace365
  deletion_protection = each.value.deletion_protection

  project = var.project
  groups = {
    Builders = {
      description = "Build and test recipes"
      roles       = { dev = each.value.builder_role, test = "ProjectOperator" }
    }
    Operators = {
      description = "Watch, start and stop recipes"
      roles       = { dev = "ProjectOperator", test = "ProjectOperator" }
    }
  }
}
