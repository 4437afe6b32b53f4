terraform {
  required_version = ">= 1.11"

  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
  }
}

# The token comes from the environment variable WORKATO_API_TOKEN.
provider "workato" {
  region = "eu"
}

resource "workato_managed_customer" "acme" {
  name                   = "Acme GmbH"
  external_id            = "acme"
  notification_email     = "it@acme.example"
  provision_environments = true
}

resource "workato_project" "orders" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}
