import {
  to = workato_project_grants.orders
  id = "209/4711"
}
