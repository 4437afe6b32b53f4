import {
  to = workspace365_environment.acme
  identity = {
    environment_name = "acme"
  }
}
