# <customer id>/<role id>
terraform import workato_api_client_role.agent 209/26780

# The customer by E and its external id
terraform import workato_api_client_role.agent Eacme/26780
