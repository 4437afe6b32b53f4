import {
  to = workato_collaborator_group.builders
  identity = {
    managed_customer_id = "209"
    id                  = "pf-APHDLgAD-cTXBtz"
  }
}
