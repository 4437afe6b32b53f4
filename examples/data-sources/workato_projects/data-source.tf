data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_projects" "dev" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
}

# Project names to the ids of their top-level folders. Names need not be unique,
# so each name leads to a list.
output "folder_ids" {
  value = { for project in data.workato_projects.dev.projects : project.name => project.folder_id... }
}
