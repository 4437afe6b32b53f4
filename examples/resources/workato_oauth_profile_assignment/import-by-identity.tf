import {
  to = workato_oauth_profile_assignment.hubspot
  identity = {
    managed_customer_id     = "209"
    custom_oauth_profile_id = "322"
  }
}
