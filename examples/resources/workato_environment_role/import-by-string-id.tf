import {
  to = workato_environment_role.team_lead
  id = "209/304"
}
