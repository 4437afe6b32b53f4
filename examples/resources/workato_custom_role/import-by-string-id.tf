import {
  to = workato_custom_role.author["Sales"]
  id = "209/546"
}
