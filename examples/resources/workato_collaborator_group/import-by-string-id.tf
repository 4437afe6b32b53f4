import {
  to = workato_collaborator_group.builders
  id = "209/pf-APHDLgAD-cTXBtz"
}
