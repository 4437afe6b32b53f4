data "workato_connections" "all" {
  environment_id = "209"
}

# Those that somebody has to look after.
output "connections_to_authorise" {
  value = {
    for c in data.workato_connections.all.connections : c.name => c.authorization_error
    if c.authorization_status != "success"
  }
}
