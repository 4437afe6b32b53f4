import {
  to = workato_project_role.author
  identity = {
    managed_customer_id = "209"
    id                  = "pr-APmWpgTs-dwARGH"
  }
}
