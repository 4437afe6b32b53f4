import {
  to = workato_property.currency
  identity = {
    environment_id = "209"
    project_id     = "4711"
    name           = "CURRENCY"
  }
}
