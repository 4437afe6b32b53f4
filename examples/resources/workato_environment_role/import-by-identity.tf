import {
  to = workato_environment_role.team_lead
  identity = {
    managed_customer_id = "209"
    id                  = "304"
  }
}
