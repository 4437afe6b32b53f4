data "workato_managed_customers" "all" {}

# Your own id of each customer to the one of Workato.
output "customer_ids" {
  value = {
    for customer in data.workato_managed_customers.all.managed_customers :
    customer.external_id => customer.id if customer.external_id != null
  }
}

output "customers_without_environments" {
  value = [
    for customer in data.workato_managed_customers.all.managed_customers :
    customer.name if !customer.provision_environments
  ]
}
