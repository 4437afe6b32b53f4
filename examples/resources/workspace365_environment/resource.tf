# Terraform takes the first word of a type for the provider, hence provider = workato.
resource "workspace365_environment" "acme" {
  provider = workato

  name             = "acme"
  admin_email      = "it@acme.example"
  admin_first_name = "Ada"
  admin_last_name  = "Example"
}

# With an invitation, for an administrator who is to choose the password.
resource "workspace365_environment" "globex" {
  provider = workato

  name          = "globex"
  creation_mode = "invite"
  admin_email   = "it@globex.example"
}

# With a password of your own, which is neither in the plan nor in the state.
variable "initech_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "workspace365_environment" "initech" {
  provider = workato

  name                      = "initech"
  creation_mode             = "password"
  admin_email               = "it@initech.example"
  admin_first_name          = "Ida"
  admin_last_name           = "Example"
  admin_password_wo         = var.initech_password
  admin_password_wo_version = 1

  # Deactivated in place, and activated again by true.
  active = false

  # What terraform destroy does, once deletion_protection = false is applied.
  on_destroy = "deactivate"
}

# The name may not be the one that was asked for: build addresses from environment_name.
output "acme_url" {
  value = "${workspace365_environment.acme.instance_url}/${workspace365_environment.acme.environment_name}"
}

# Whoever has it can become the administrator: it is sensitive, and in the state.
output "globex_register_url" {
  value     = workspace365_environment.globex.register_url
  sensitive = true
}
