# <customer id>/<role id>
terraform import workato_environment_role.team_lead 209/304

# The customer by E and its external id
terraform import workato_environment_role.team_lead Eacme/304
