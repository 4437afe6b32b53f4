data "workato_customer_manager" "alex" {
  email = "alex@partner.example"
}

output "sees_all_customers" {
  value = data.workato_customer_manager.alex.all_customers
}
