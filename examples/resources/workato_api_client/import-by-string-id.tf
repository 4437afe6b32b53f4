import {
  to = workato_api_client.agent
  id = "209/40947"
}
