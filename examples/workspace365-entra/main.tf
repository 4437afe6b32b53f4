# An environment of a customer, and its app registration in the customer's Entra ID, with the redirect URI that single
# sign-on needs.
#
# The tests of this project check the format of this directory and nothing else: the azuread provider needs a tenant.
terraform {
  required_version = ">= 1.11"

  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

# WORKSPACE365_BASE_URL and WORKSPACE365_PROVISIONING_KEY
provider "workato" {}

# The customer's tenant, not your own.
provider "azuread" {
  tenant_id = "00000000-0000-0000-0000-000000000000"
}

# Workspace 365 asks for a Global Administrator with a working mailbox, whose account stays active.
data "azuread_user" "admin" {
  user_principal_name = "admin@acme.example"
}

resource "workspace365_environment" "acme" {
  provider = workato

  name             = "acme"
  admin_email      = data.azuread_user.admin.user_principal_name
  admin_first_name = data.azuread_user.admin.given_name
  admin_last_name  = data.azuread_user.admin.surname
}

locals {
  # From environment_name and not from name, which Workspace 365 may have changed.
  url = "${workspace365_environment.acme.instance_url}/${workspace365_environment.acme.environment_name}"
}

resource "azuread_application_registration" "workspace365" {
  display_name = "Workspace 365"
  homepage_url = "${local.url}/SignIn"
  logout_url   = "${local.url}/SignOut"
}

resource "azuread_application_redirect_uris" "workspace365" {
  application_id = azuread_application_registration.workspace365.id
  type           = "Web"

  # Without a slash at the end: with one, signing in fails.
  redirect_uris = ["${local.url}/OAuth2/HandleAuthorityResponse"]
}

resource "azuread_service_principal" "workspace365" {
  client_id = azuread_application_registration.workspace365.client_id
}

# The secret is in the state, as azuread keeps it.
resource "azuread_application_password" "workspace365" {
  application_id = azuread_application_registration.workspace365.id
  display_name   = "Workspace 365"
}

# What the single sign-on settings of the environment ask for. They are made there, by hand.
output "single_sign_on" {
  sensitive = true

  value = {
    client_id = azuread_application_registration.workspace365.client_id
    secret    = azuread_application_password.workspace365.value
  }
}
