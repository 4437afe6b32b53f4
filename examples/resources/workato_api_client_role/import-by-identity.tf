import {
  to = workato_api_client_role.agent
  identity = {
    managed_customer_id = "209"
    id                  = "26780"
  }
}
