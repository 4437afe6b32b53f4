resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"

  # DEV, TEST and PROD. There is no way back to a single workspace.
  provision_environments = true

  environment_settings = {
    prod = {
      external_id               = "acme-prod"
      error_notification_emails = "oncall@acme.example,it@acme.example"
    }
  }

  origin_url      = "https://app.example.com/integrations"
  frame_ancestors = ["https://app.example.com"]
  time_zone       = "Berlin"
}

# What belongs to an environment takes its id.
output "acme_environment_ids" {
  value = { for name, environment in workato_managed_customer.acme.environments : name => environment.id }
}
