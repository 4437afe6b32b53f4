import {
  to = workato_project_role.author
  id = "209/pr-APmWpgTs-dwARGH"
}
