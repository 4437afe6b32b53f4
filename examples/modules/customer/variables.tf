variable "external_id" {
  description = "Our own id of the customer: lower-case letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*$", var.external_id))
    error_message = "The id of a customer consists of lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "name" {
  description = "Name of the customer's workspace."
  type        = string
  nullable    = false

  validation {
    condition     = var.name != "" && trimspace(var.name) == var.name
    error_message = "The name of a customer is not empty, and has no space at its ends."
  }
}

variable "notification_email" {
  description = "Where Workato sends error and admin mails."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.notification_email))
    error_message = "The notification e-mail is not an e-mail address."
  }
}

variable "environments" {
  description = "Whether the customer has TEST and PROD beside DEV. Can be turned on later, and never off."
  type        = bool
  default     = false
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

  validation {
    condition     = var.workspace365 == null || can(regex("^[^@ ]+@[^@ ]+$", var.workspace365.admin_email))
    error_message = "The administrator of Workspace 365 needs an e-mail address."
  }
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

  validation {
    condition     = trimspace(var.project.name) != ""
    error_message = "The project needs a name."
  }
}

variable "connections" {
  description = "Connections of the project, by name, each with its application: shells, which the customer authorises."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for application in values(var.connections) : can(regex("^[a-z0-9_]+$", application))])
    error_message = "An application is named as in the API, such as sap_s4_hana_cloud."
  }
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

  validation {
    condition     = alltrue([for privileges in values(var.environment_roles) : can(keys(jsondecode(privileges)))])
    error_message = "The privileges of a role are a JSON object."
  }
}

variable "project_roles" {
  description = "Project roles beside those of Workato: the privileges as JSON, by name."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for privileges in values(var.project_roles) : can(keys(jsondecode(privileges)))])
    error_message = "The privileges of a role are a JSON object."
  }
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

variable "collaborators" {
  description = "The people, by their e-mail addresses, with their environment roles and the groups to join."
  default     = {}
  nullable    = false

  type = map(object({
    name              = string
    environment_roles = object({ dev = string, test = optional(string), prod = optional(string) })
    groups            = optional(set(string), [])
  }))

  validation {
    condition     = alltrue([for email in keys(var.collaborators) : can(regex("^[^@ ]+@[^@ ]+$", email))])
    error_message = "People are named by their e-mail addresses."
  }
}

variable "api_client_role" {
  description = "Name of the role of an API client for the customer's own tools, in DEV. Without it, there is no client."
  type        = string
  default     = null
}
