import {
  to = workato_project.orders["dev"]
  identity = {
    environment_id = "209"
    id             = "4711"
  }
}
