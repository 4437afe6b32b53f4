import {
  to = workato_collaborator_group_members.builders
  id = "209/pf-APHDLgAD-cTXBtz"
}
