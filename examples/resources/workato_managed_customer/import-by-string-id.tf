import {
  to = workato_managed_customer.acme
  id = "Eacme"
}
