# By the numeric id of the customer, which is that of its DEV environment
terraform import workato_managed_customer.acme 209

# By E and your own id of the customer, percent-encoded: Eacme for acme, EAM10%3AXV303 for AM10:XV303
terraform import workato_managed_customer.acme Eacme
