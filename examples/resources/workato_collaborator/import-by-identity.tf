import {
  to = workato_collaborator.ada
  identity = {
    managed_customer_id = "209"
    email               = "ada@acme.example"
  }
}
