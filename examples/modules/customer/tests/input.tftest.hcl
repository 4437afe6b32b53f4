# What is refused, and when: before anything is made.

variables {
  external_id        = "hooli"
  name               = "Hooli Inc"
  notification_email = "it@hooli.example"
  project            = { name = "Orders" }
}

run "protected_unless_said_otherwise" {
  command = plan

  assert {
    condition     = workato_managed_customer.this.deletion_protection && !workato_managed_customer.this.provision_environments
    error_message = "By default, a customer has DEV alone and is protected."
  }
}

run "single_values" {
  command = plan

  variables {
    external_id        = "Hooli Inc"
    name               = " Hooli"
    notification_email = "it"
    project            = { name = " " }
    workspace365       = { admin_email = "gavin", admin_first_name = "Gavin", admin_last_name = "Example" }
  }

  expect_failures = [var.external_id, var.name, var.notification_email, var.project, var.workspace365]
}

run "what_is_in_maps" {
  command = plan

  variables {
    connections       = { Shop = "Shopify!" }
    properties        = { staging = { BATCH_SIZE = "10" } }
    environment_roles = { Partner = "all" }
    project_roles     = { Watcher = "[]" }
    groups            = { Builders = { roles = { prod = "Builder" } } }
    collaborators     = { gavin = { name = "Gavin Example", environment_roles = { dev = "Member" } } }
  }

  expect_failures = [var.connections, var.properties, var.environment_roles, var.project_roles, var.groups, var.collaborators]
}

run "a_group_that_is_not_there" {
  command = plan

  variables {
    collaborators = {
      "gavin@hooli.example" = { name = "Gavin Example", environment_roles = { dev = "Member" }, groups = ["Bilders"] }
    }
  }

  expect_failures = [workato_collaborator.this["gavin@hooli.example"]]
}
