# <customer id>/<role id>
terraform import workato_project_role.author 209/pr-APmWpgTs-dwARGH

# The customer by E and its external id
terraform import workato_project_role.author Eacme/pr-APmWpgTs-dwARGH
