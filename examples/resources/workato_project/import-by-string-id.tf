import {
  to = workato_project.orders["dev"]
  id = "209/4711"
}
