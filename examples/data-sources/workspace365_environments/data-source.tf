data "workspace365_environments" "all" {
  provider = workato
}

output "inactive_environments" {
  value = [
    for environment in data.workspace365_environments.all.environments :
    environment.environment_name if environment.active == false
  ]
}

# Anything else that your instance lists. Which keys there are is not documented:
# look at one of them first, and expect that any may be absent.
output "environments_as_listed" {
  value = {
    for environment in data.workspace365_environments.all.environments :
    environment.environment_name => jsondecode(environment.json)
  }
}
