import {
  to = workato_collaborator.ada
  id = "209/ada@acme.example"
}
