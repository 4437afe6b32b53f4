# <environment id>/<folder id>
terraform import workato_folder.shop 209/4712

# The environment by E and its external id
terraform import workato_folder.shop Eacme/4712
