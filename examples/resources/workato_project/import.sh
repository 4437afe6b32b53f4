# <environment id>/<project id>; the id of a project is not that of its folder
terraform import 'workato_project.orders["dev"]' 209/4711

# The environment by E and its external id
terraform import 'workato_project.orders["dev"]' Eacme/4711
