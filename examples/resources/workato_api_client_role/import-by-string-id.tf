import {
  to = workato_api_client_role.agent
  id = "209/26780"
}
