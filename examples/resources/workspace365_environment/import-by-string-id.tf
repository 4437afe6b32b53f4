import {
  to = workspace365_environment.acme
  id = "acme"
}
