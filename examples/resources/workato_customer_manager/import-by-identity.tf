import {
  to = workato_customer_manager.alex
  identity = {
    id = "1234"
  }
}
