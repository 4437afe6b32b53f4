import {
  to = workato_project_grant.builders
  identity = {
    environment_id = "209"
    project_id     = "4711"
    user_group_id  = "pf-APHDLgAD-cTXBtz" # or user_id
  }
}
