import {
  to = workato_project_grants.orders
  identity = {
    environment_id = "209"
    project_id     = "4711"
  }
}
