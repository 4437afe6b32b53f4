# One resource of every type, and of some types one for each way of being made. What the API cannot make is there
# before: a customer with legacy roles, somebody of the admin workspace, a custom OAuth profile.

terraform {
  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
  }
}

variable "requests" {
  type    = object({ timeout = optional(string, "5s"), settle = optional(string, "300ms"), max_share = optional(number) })
  default = {}
}

# Changes whatever can be changed in place.
variable "changed" {
  type    = bool
  default = false
}

variable "protected" {
  type    = bool
  default = false
}

variable "legacy_customer" { type = string }
variable "legacy_role" { type = string }
variable "team_collaborator" { type = string }
variable "oauth_profile" { type = string }

provider "workato" {
  requests = var.requests
}

resource "workspace365_environment" "acme" {
  provider = workato

  name                = "acme"
  admin_email         = "ada@acme.example"
  admin_first_name    = "Ada"
  admin_last_name     = "Example"
  active              = !var.changed
  deletion_protection = var.protected
}

resource "workato_managed_customer" "acme" {
  name                   = var.changed ? "Acme GmbH" : "Acme"
  external_id            = "acme"
  notification_email     = "ops@acme.example"
  provision_environments = true
  deletion_protection    = var.protected

  # In the API, both are for updates only.
  admin_notification_emails = "ada@acme.example"
  environment_settings      = { test = { external_id = "acme-test" } }
}

locals {
  customer = workato_managed_customer.acme.id
  test     = workato_managed_customer.acme.environments.test.id
}

resource "workato_custom_role" "author" {
  managed_customer_id = var.legacy_customer
  source_role_id      = var.legacy_role
  name                = "Author"
}

resource "workato_customer_manager" "alex" {
  team_collaborator_id    = var.team_collaborator
  role_id                 = var.changed ? "2" : "247"
  permitted_workspace_ids = [local.customer]
}

resource "workato_environment_role" "partner" {
  managed_customer_id = local.customer
  name                = "Partner"
  config              = jsonencode({ team = { privileges = var.changed ? tolist(["read"]) : tolist(["read", "update"]) } })
}

resource "workato_project_role" "author" {
  managed_customer_id = local.customer
  name                = "Author"
  config              = jsonencode({ recipes = { privileges = var.changed ? tolist(["read"]) : tolist(["update", "read"]) } })
}

resource "workato_project_role" "watcher" {
  managed_customer_id = local.customer
  name                = "Watcher"
  config              = jsonencode({ recipes = { privileges = ["read"] } })
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = local.customer
  name                = "Builders"
  description         = var.changed ? "They build and test" : "They build"
}

# Invited.
resource "workato_collaborator" "ada" {
  managed_customer_id = local.customer
  name                = "Ada"
  email               = "ada@acme.example"
  environment_roles   = { dev = "EnvironmentAdmin" }
}

# Added at once.
resource "workato_collaborator" "bo" {
  managed_customer_id = local.customer
  name                = "Bo"
  email               = "bo@acme.example"
  oauth_id            = "bo-4711"
  environment_roles   = { dev = var.changed ? "EnvironmentManager" : "Member" }
}

resource "workato_collaborator" "cleo" {
  managed_customer_id = local.customer
  name                = "Cleo"
  email               = "cleo@acme.example"
  oauth_id            = "cleo-4712"
  environment_roles   = { dev = "Member" }
}

resource "workato_collaborator_group_members" "builders" {
  managed_customer_id = local.customer
  group_id            = workato_collaborator_group.builders.id
  user_ids            = var.changed ? [workato_collaborator.cleo.user_id] : [workato_collaborator.bo.user_id]
}

resource "workato_project" "orders" {
  environment_id = local.test
  name           = "Orders"
  description    = var.changed ? "Takes and keeps orders" : "Takes orders"
}

resource "workato_folder" "shop" {
  environment_id = local.test
  parent_id      = workato_project.orders.folder_id
  name           = var.changed ? "Shops" : "Shop"
}

resource "workato_property" "shop_url" {
  environment_id = local.test
  name           = "SHOP_URL"
  value          = var.changed ? "https://shops.acme.example" : "https://shop.acme.example"
}

resource "workato_connection" "shop" {
  environment_id   = local.test
  folder_id        = workato_folder.shop.id
  application      = "shopify"
  name             = var.changed ? "Shops" : "Shop"
  shell_connection = true
}

resource "workato_project_grants" "orders" {
  environment_id   = local.test
  project_id       = workato_project.orders.id
  user_group_roles = { (workato_collaborator_group.builders.id) = (var.changed ? workato_project_role.watcher.id : workato_project_role.author.id) }
}

resource "workato_project_grant" "bo" {
  environment_id  = local.test
  project_id      = workato_project.orders.id
  project_role_id = var.changed ? workato_project_role.watcher.id : workato_project_role.author.id
  user_id         = workato_collaborator.bo.user_id
}

data "workato_api_client_role" "agent" {
  managed_customer_id = local.customer
  name                = "Agent write"
}

resource "workato_api_client_role" "agent" {
  managed_customer_id = local.customer
  source_role_id      = data.workato_api_client_role.agent.id
}

resource "workato_api_client" "agent" {
  managed_customer_id    = local.customer
  name                   = var.changed ? "Agents" : "Agent"
  api_privilege_group_id = data.workato_api_client_role.agent.id
  all_folders            = true
  environment_name       = "TEST"
}

resource "workato_oauth_profile_assignment" "crm" {
  managed_customer_id     = local.customer
  custom_oauth_profile_id = var.oauth_profile
  force_destroy           = true
}
