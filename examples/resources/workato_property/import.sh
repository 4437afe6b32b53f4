# <environment id>/<name>
terraform import 'workato_property.environment["SHOP_URL"]' 209/SHOP_URL

# Of a project: <environment id>/<project id>/<name>
terraform import workato_property.currency 209/4711/CURRENCY

# The environment by E and its external id
terraform import workato_property.currency Eacme/4711/CURRENCY
