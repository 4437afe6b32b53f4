import {
  to = workato_connection.salesforce
  id = "209/36001"
}
