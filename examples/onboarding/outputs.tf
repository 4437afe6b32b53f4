output "customers" {
  description = "Where each customer lives: the ids of its environments and of the project in each, and the name of its Workspace 365 environment."
  value = {
    for id, customer in module.customer : id => {
      environment_ids = customer.environment_ids
      project_ids     = customer.project_ids

      pending_invitations = customer.pending_invitations

      workspace365_environment = customer.workspace365_environment
    }
  }
}

output "api_tokens" {
  description = "Tokens of the API clients, to be handed to a secret store."
  value       = { for id, customer in module.customer : id => customer.api_token if customer.api_token != null }
  sensitive   = true
}
