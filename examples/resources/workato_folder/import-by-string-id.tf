import {
  to = workato_folder.shop
  id = "209/4712"
}
