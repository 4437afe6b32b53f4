# <environment id>/<project id>: all direct grants of the project
terraform import workato_project_grants.orders 209/4711

# Those of some groups and users only
terraform import workato_project_grants.orders 209/4711/pf-APHDLgAD-cTXBtz,7001

# The environment by E and its external id
terraform import workato_project_grants.orders Eacme/4711
