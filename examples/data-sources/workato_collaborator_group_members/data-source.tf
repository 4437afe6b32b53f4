data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_collaborator_group" "everybody" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "All collaborators"
}

data "workato_collaborator_group_members" "everybody" {
  managed_customer_id = data.workato_managed_customer.acme.id
  group_id            = data.workato_collaborator_group.everybody.id
}

# User ids by e-mail address
output "user_ids" {
  value = {
    for member in data.workato_collaborator_group_members.everybody.collaborator_group_members :
    member.email => member.user_id if !member.pending
  }
}
