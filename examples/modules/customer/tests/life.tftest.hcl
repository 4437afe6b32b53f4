# A customer through its life: made with DEV alone, and given TEST and PROD. What is declared is what the sandbox has, or
# the second apply would change more than it does.
#
#   terraform init
#   terraform-provider-workato sandbox -- terraform test

variables {
  external_id        = "hooli"
  name               = "Hooli Inc"
  notification_email = "it@hooli.example"

  # Or nothing could be cleaned up.
  deletion_protection = false

  project       = { name = "Orders", description = "From the shop to the ERP system" }
  connections   = { Shop = "shopify" }
  project_roles = { Watcher = "{\"recipes\": {\"privileges\": [\"read\"]}}" }
  properties    = { dev = { BATCH_SIZE = "10" }, test = { BATCH_SIZE = "100" }, prod = { BATCH_SIZE = "100" } }

  groups = {
    Builders = { roles = { dev = "Builder", test = "ProjectOperator" } }
    Partners = { roles = { dev = "Watcher", test = "Watcher" } }
  }

  collaborators = {
    "gavin@hooli.example" = {
      name              = "Gavin Example"
      environment_roles = { dev = "EnvironmentAdmin" }
      groups            = ["Builders"]
    }
  }
}

run "development" {
  assert {
    condition     = output.environment_ids.dev == output.id && output.environment_ids.test == null && output.environment_ids.prod == null
    error_message = "The customer does not have DEV alone."
  }

  assert {
    condition     = toset(keys(output.project_ids)) == toset(["dev"])
    error_message = "The project is not in DEV alone."
  }

  assert {
    condition     = toset(keys(workato_project_grant.this)) == toset(["dev/Builders", "dev/Partners"])
    error_message = "Not every group has its role in DEV, or one has a role elsewhere."
  }

  assert {
    condition     = workato_project_grant.this["dev/Partners"].project_role_id == workato_project_role.this["Watcher"].id
    error_message = "The partners do not have the customer's own role."
  }

  assert {
    condition     = output.pending_invitations == ["gavin@hooli.example"]
    error_message = "Gavin was not invited."
  }

  assert {
    condition     = output.workspace365_environment == null && output.api_token == null
    error_message = "The customer has something that nobody asked for."
  }
}

run "environments" {
  variables {
    environments = true
  }

  assert {
    condition     = output.environment_ids.dev == run.development.environment_ids.dev && output.project_ids.dev == run.development.project_ids.dev
    error_message = "What lives in DEV was made again."
  }

  assert {
    condition     = length(distinct([for id in values(output.environment_ids) : id if id != null])) == 3
    error_message = "The customer does not have three environments."
  }

  assert {
    condition     = toset(keys(workato_project_grant.this)) == toset(["dev/Builders", "dev/Partners", "test/Builders", "test/Partners"])
    error_message = "The groups do not have their roles in TEST."
  }

  assert {
    condition     = toset(keys(workato_property.this)) == toset(["dev/BATCH_SIZE", "test/BATCH_SIZE", "prod/BATCH_SIZE"])
    error_message = "The properties of TEST and PROD are missing."
  }
}

run "everything" {
  variables {
    environments    = true
    api_client_role = "Agent write"
    workspace365    = { admin_email = "it@hooli.example", admin_first_name = "Gavin", admin_last_name = "Example" }
  }

  assert {
    condition     = output.workspace365_environment == "hooli"
    error_message = "The environment of Workspace 365 is missing, or has another name."
  }

  assert {
    condition     = output.api_token != null
    error_message = "There is no token for the customer's tools."
  }
}

# Which roles there are is known once there is a customer.
run "a_role_that_is_not_there" {
  command = plan

  variables {
    environments    = true
    api_client_role = "Agent write"
    workspace365    = { admin_email = "it@hooli.example", admin_first_name = "Gavin", admin_last_name = "Example" }
    groups          = { Builders = { roles = { dev = "Bilder" } } }
  }

  expect_failures = [workato_project_grant.this["dev/Builders"]]
}
