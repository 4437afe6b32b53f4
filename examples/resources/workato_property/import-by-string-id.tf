import {
  to = workato_property.currency
  id = "209/4711/CURRENCY"
}
