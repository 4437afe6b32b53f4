# By name; or by id, or by external_id, your own id of the user that it belongs to.
data "workato_connection" "salesforce" {
  environment_id = "209"
  name           = "Acme Salesforce"
}

output "salesforce_account" {
  value = data.workato_connection.salesforce.identity
}
