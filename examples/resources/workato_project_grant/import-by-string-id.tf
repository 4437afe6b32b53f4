import {
  to = workato_project_grant.builders
  id = "209/pg-AQAEnmKC-Dtt9aD"
}
