variable "customers" {
  description = "The customers, by our own id of them. See terraform.tfvars."
  nullable    = false

  type = map(object({
    name                = string
    notification_email  = string
    environments        = bool
    builder_role        = optional(string, "Builder")
    deletion_protection = optional(bool, true)

    # The people, by their e-mail addresses, who are invited. Groups are joined on acceptance.
    collaborators = optional(map(object({
      name              = string
      environment_roles = object({ dev = string, test = optional(string), prod = optional(string) })
      groups            = optional(set(string), [])
    })), {})

    # What recipes read: the properties of each environment.
    properties = optional(map(map(string)), {})

    # The role of the API client of the customer's own tools; without it, there is none.
    api_client_role = optional(string)

    # Without it, the customer has no Workspace 365 environment.
    workspace365 = optional(object({
      admin_email      = string
      admin_first_name = string
      admin_last_name  = string
      active           = optional(bool, true)
    }))
  }))

  validation {
    condition     = alltrue([for id in keys(var.customers) : can(regex("^[a-z][a-z0-9-]*$", id))])
    error_message = "A customer's id consists of lower-case letters, digits and hyphens, and begins with a letter."
  }

  validation {
    condition     = length(distinct([for id in keys(var.customers) : replace(id, "-", "")])) == length(var.customers)
    error_message = "Two ids differ by hyphens only, which the names of Workspace 365 environments leave out."
  }

  validation {
    condition     = length(distinct([for customer in values(var.customers) : customer.name])) == length(var.customers)
    error_message = "Two customers have the same name, so nobody could tell their workspaces apart."
  }
}

variable "connections" {
  description = "The connections of the project, by name, each with its application. They are shells, which the customer authorises."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "project" {
  description = "The project that every customer gets in DEV, and in TEST if it has Environments."
  nullable    = false

  type = object({
    name        = string
    description = optional(string)
  })
}
