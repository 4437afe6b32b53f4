locals {
  name             = "hooli"
  admin_email      = "it@hooli.example"
  admin_first_name = "Ada"
  admin_last_name  = "Example"
}

# In a check block, a refusal and a failing call are warnings. The call is made in every plan.
check "hooli_would_be_accepted" {
  data "workspace365_environment_validation" "hooli" {
    provider = workato

    name             = local.name
    admin_email      = local.admin_email
    admin_first_name = local.admin_first_name
    admin_last_name  = local.admin_last_name
  }

  # Once the environment is there, its name is refused because it is taken.
  assert {
    condition     = data.workspace365_environment_validation.hooli.valid || data.workspace365_environment_validation.hooli.exists
    error_message = join(" ", data.workspace365_environment_validation.hooli.problems[*].message)
  }
}
