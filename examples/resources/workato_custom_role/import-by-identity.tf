import {
  to = workato_custom_role.author["Sales"]
  identity = {
    managed_customer_id = "209"
    id                  = "546"
  }
}
