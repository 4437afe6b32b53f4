# <environment id>/<connection id>
terraform import workato_connection.salesforce 209/36001

# The environment by E and its external id
terraform import workato_connection.salesforce Eacme/36001
