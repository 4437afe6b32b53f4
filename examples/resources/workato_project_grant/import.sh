# <environment id>/<grant id>
terraform import workato_project_grant.builders 209/pg-AQAEnmKC-Dtt9aD

# The environment by E and its external id
terraform import workato_project_grant.builders Eacme/pg-AQAEnmKC-Dtt9aD
