import {
  to = workato_customer_manager.alex
  id = "1234"
}
