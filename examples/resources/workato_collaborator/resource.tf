resource "workato_managed_customer" "acme" {
  name                   = "Acme GmbH"
  external_id            = "acme"
  notification_email     = "it@acme.example"
  provision_environments = true
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
}

# Invited by e-mail. Until the invitation is accepted, status is "pending" and user_id is
# null. The groups are joined on acceptance, so granting access to groups works before.
resource "workato_collaborator" "ada" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Ada Example"
  email               = "ada@acme.example"
  user_group_ids      = [workato_collaborator_group.builders.id]

  environment_roles = {
    dev  = "EnvironmentAdmin"
    test = "Member"
    prod = "NoAccess"
  }
}

# An existing user of Workato, who is added at once and without an invitation.
resource "workato_collaborator" "bo" {
  managed_customer_id = workato_managed_customer.acme.id
  email               = "bo@acme.example"
  oauth_id            = "bo-4711"

  environment_roles = {
    dev = "Member"
  }
}
