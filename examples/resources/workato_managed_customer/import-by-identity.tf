import {
  to = workato_managed_customer.acme
  identity = {
    id = "209"
  }
}
