import {
  to = workato_collaborator_group_members.builders
  identity = {
    managed_customer_id = "209"
    group_id            = "pf-APHDLgAD-cTXBtz"
  }
}
