# By your own id of the customer, or by id, the numeric one.
data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# DEV is there for every customer; test and prod are null without Environments.
output "acme_test_environment_id" {
  value = try(data.workato_managed_customer.acme.environments.test.id, null)
}
