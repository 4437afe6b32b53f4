import {
  to = workato_folder.shop
  identity = {
    environment_id = "209"
    id             = "4712"
  }
}
