# <customer id>/<role id>
terraform import 'workato_custom_role.author["Sales"]' 209/546

# The customer by E and its external id
terraform import 'workato_custom_role.author["Sales"]' Eoldco/546
