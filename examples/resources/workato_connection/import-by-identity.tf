import {
  to = workato_connection.salesforce
  identity = {
    environment_id = "209"
    id             = "36001"
  }
}
