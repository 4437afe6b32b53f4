variable "jira_token" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "workato_project" "orders" {
  environment_id = "209"
  name           = "Orders"
}

# With credentials, which Workato tests at once. They are sent, and kept neither in the plan nor in the state; to send
# another token, raise input_wo_version.
resource "workato_connection" "jira" {
  environment_id = workato_project.orders.environment_id
  folder_id      = workato_project.orders.folder_id
  application    = "jira"
  name           = "Acme Jira"

  input_wo = {
    host_name = "acme.atlassian.net"
    auth_type = "api_token"
    email     = "integration@acme.example"
    apitoken  = var.jira_token
  }
  input_wo_version = 1
}

# As a shell: recipes can refer to it at once, and the customer authorises it in the console, as OAuth needs. Destroying
# only disconnects it.
resource "workato_connection" "salesforce" {
  environment_id   = workato_project.orders.environment_id
  folder_id        = workato_project.orders.folder_id
  application      = "salesforce"
  name             = "Acme Salesforce"
  shell_connection = true
  on_destroy       = "disconnect"
}

check "salesforce_is_authorised" {
  assert {
    condition     = workato_connection.salesforce.authorization_status == "success"
    error_message = "Nobody has authorised the connection to Salesforce yet."
  }
}
