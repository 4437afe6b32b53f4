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
