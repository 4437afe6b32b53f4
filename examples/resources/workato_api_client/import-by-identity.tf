import {
  to = workato_api_client.agent
  identity = {
    managed_customer_id = "209"
    id                  = "40947"
  }
}
