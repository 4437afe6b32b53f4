data "workato_customer_managers" "all" {}

# Who has access to every customer
output "managers_of_all" {
  value = [for manager in data.workato_customer_managers.all.customer_managers : manager.email if manager.all_customers == true]
}
