variable "external_id" {
  description = "Our own id of the customer."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the customer's workspace."
  type        = string
  nullable    = false
}

variable "notification_email" {
  description = "Where Workato sends error and admin mails."
  type        = string
  nullable    = false
}

variable "environments" {
  description = "Whether the customer has TEST and PROD beside DEV. Can be turned on later, and never off."
  type        = bool
  nullable    = false
}

variable "workspace365" {
  description = "The administrator of the customer's Workspace 365 environment, and whether it is active. Without it, there is no environment."
  default     = null

  type = object({
    admin_email      = string
    admin_first_name = string
    admin_last_name  = string
    active           = optional(bool, true)
  })
}

variable "deletion_protection" {
  description = "Whether destroying the customer, or its Workspace 365 environment, fails."
  type        = bool
  default     = true
  nullable    = false
}

variable "project" {
  description = "The project of the customer, in DEV and in TEST."
  nullable    = false

  type = object({
    name        = string
    description = optional(string)
  })
}

variable "connections" {
  description = "Connections of the project, by name, each with its application: shells, which the customer authorises."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "properties" {
  description = "Properties by environment and name."
  type        = map(map(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for kind in keys(var.properties) : contains(["dev", "test", "prod"], kind)])
    error_message = "Properties belong to dev, test or prod."
  }
}

variable "environment_roles" {
  description = "Environment roles beside those of Workato: the privileges as JSON, by name."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "project_roles" {
  description = "Project roles beside those of Workato: the privileges as JSON, by name."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "collaborators" {
  description = "The people, by their e-mail addresses, with their environment roles and the groups to join."
  default     = {}
  nullable    = false

  type = map(object({
    name              = string
    environment_roles = object({ dev = string, test = optional(string), prod = optional(string) })
    groups            = optional(set(string), [])
  }))
}

variable "api_client_role" {
  description = "Name of the role of an API client for the customer's own tools, in DEV. Without it, there is no client."
  type        = string
  default     = null
}

variable "groups" {
  description = "Collaborator groups by name, each with the project role that it has in each environment."
  default     = {}
  nullable    = false

  type = map(object({
    description = optional(string)
    roles       = map(string)
  }))

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for kind in keys(group.roles) : contains(["dev", "test"], kind)]]))
    error_message = "Groups have roles in the environments with a project, which are dev and test."
  }
}
