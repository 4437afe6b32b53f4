data "workspace365_environment" "acme" {
  provider = workato

  environment_name = "acme"
}

# null where the list of the instance does not say.
output "acme_is_active" {
  value = data.workspace365_environment.acme.active
}
