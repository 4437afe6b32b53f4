# <customer manager id>, from the data source workato_customer_managers
terraform import workato_customer_manager.alex 1234
