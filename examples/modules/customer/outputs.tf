output "id" {
  description = "Workato's id of the customer."
  value       = workato_managed_customer.this.id
}

output "environment_ids" {
  description = "Ids of the environments; null for one that the customer does not have."
  value       = { for name, environment in workato_managed_customer.this.environments : name => try(environment.id, null) }
}

output "project_ids" {
  description = "Ids of the project, by environment."
  value       = { for name, project in workato_project.this : name => project.id }
}

output "workspace365_environment" {
  description = "Effective name of the Workspace 365 environment; null if the customer has none."
  value       = one(workspace365_environment.this[*].environment_name)
}

output "pending_invitations" {
  description = "E-mail addresses of those who have not accepted yet."
  value       = [for email, collaborator in workato_collaborator.this : email if collaborator.status == "pending"]
}

output "api_token" {
  description = "Token of the API client, for a secret store; null if there is no client."
  value       = one(workato_api_client.this[*].token)
  sensitive   = true
}
