# Workspace 365 environments without Workato.
#
# The same provider under the local name workspace365, which is the first word of the types: no `provider = …` is needed.
# One module has one of the two local names. With both, Terraform warns on every run that they are the same provider.
terraform {
  required_version = ">= 1.11"

  required_providers {
    workspace365 = {
      source = "seed7333113f/workato"
    }
  }
}

# The key comes from the environment variable WORKSPACE365_PROVISIONING_KEY. The API token of Workato is not needed.
provider "workspace365" {
  workspace365 = {
    base_url = var.instance_url
  }
}

variable "instance_url" {
  description = "URL of the Workspace 365 instance. If it is null, the environment variable WORKSPACE365_BASE_URL is used."
  type        = string
  default     = null
}

variable "customers" {
  description = "The customers, by the name of their environment."
  nullable    = false

  type = map(object({
    admin_email         = string
    admin_first_name    = string
    admin_last_name     = string
    active              = optional(bool, true)
    deletion_protection = optional(bool, true)
  }))

  default = {
    acme = {
      admin_email      = "it@acme.example"
      admin_first_name = "Ada"
      admin_last_name  = "Example"
    }
    globex = {
      admin_email      = "it@globex.example"
      admin_first_name = "Grace"
      admin_last_name  = "Example"
    }
  }

  # Anything else would be changed by Workspace 365, in a way that is not documented.
  validation {
    condition     = alltrue([for name in keys(var.customers) : can(regex("^[a-z0-9]+$", name))])
    error_message = "The name of an environment consists of lower-case letters and digits."
  }
}

resource "workspace365_environment" "this" {
  for_each = var.customers

  name                = each.key
  admin_email         = each.value.admin_email
  admin_first_name    = each.value.admin_first_name
  admin_last_name     = each.value.admin_last_name
  active              = each.value.active
  deletion_protection = each.value.deletion_protection
}

output "urls" {
  description = "Where the customers sign in."
  value       = { for name, environment in workspace365_environment.this : name => "${environment.instance_url}/${environment.environment_name}" }
}
