data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_collaborator_groups" "all" {
  managed_customer_id = data.workato_managed_customer.acme.id
}

# The system group of everybody cannot be managed, but access can be granted to it.
output "everybody_group_id" {
  value = one([for group in data.workato_collaborator_groups.all.collaborator_groups : group.id if group.system])
}
