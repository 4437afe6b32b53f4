# The effective name: the first part of the path of the customer's URL
terraform import workspace365_environment.acme acme
