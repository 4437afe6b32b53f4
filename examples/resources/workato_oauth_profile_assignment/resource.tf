resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

# The profile is made in the admin workspace, under Tools > Custom OAuth profiles.
variable "hubspot_oauth_profile_id" {
  type    = string
  default = "322"
}

resource "workato_oauth_profile_assignment" "hubspot" {
  managed_customer_id     = workato_managed_customer.acme.id
  custom_oauth_profile_id = var.hubspot_oauth_profile_id
}
