# <customer id>/<e-mail address>
terraform import workato_collaborator.ada 209/ada@acme.example

# <customer id>/<user id>
terraform import workato_collaborator.ada 209/7001

# The customer by E and its external id
terraform import workato_collaborator.ada Eacme/ada@acme.example
