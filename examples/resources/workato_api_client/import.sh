# <customer id>/<client id>
terraform import workato_api_client.agent 209/40947

# The customer by E and its external id
terraform import workato_api_client.agent Eacme/40947
