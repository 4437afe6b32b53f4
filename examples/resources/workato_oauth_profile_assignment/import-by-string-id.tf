import {
  to = workato_oauth_profile_assignment.hubspot
  id = "209/322"
}
