project = {
  name        = "Orders"
  description = "Takes orders from the shop to the ERP system"
}

connections = {
  Shop = "shopify"
  ERP  = "sap_s4_hana_cloud"
}

customers = {
  acme = {
    name                = "Acme GmbH"
    notification_email  = "it@acme.example"
    environments        = true
    builder_role        = "Builder"
    deletion_protection = true
    api_client_role     = "Agent write"

    collaborators = {
      "ada@acme.example" = {
        name              = "Ada Example"
        environment_roles = { dev = "EnvironmentAdmin", test = "EnvironmentManager", prod = "Member" }
        groups            = ["Builders", "Operators"]
      }
      "pat@partner.example" = {
        name              = "Pat Partner"
        environment_roles = { dev = "Partner" }
        groups            = ["Partners"]
      }
    }

    properties = {
      dev  = { SHOP_URL = "https://dev.shop.acme.example", BATCH_SIZE = "10" }
      test = { SHOP_URL = "https://test.shop.acme.example", BATCH_SIZE = "100" }
      prod = { SHOP_URL = "https://shop.acme.example", BATCH_SIZE = "100" }
    }

    workspace365 = {
      admin_email      = "it@acme.example"
      admin_first_name = "Ada"
      admin_last_name  = "Example"
      active           = true
    }
  }

  globex = {
    name                = "Globex Corporation"
    notification_email  = "it@globex.example"
    environments        = true
    builder_role        = "Builder"
    deletion_protection = true

    workspace365 = {
      admin_email      = "it@globex.example"
      admin_first_name = "Grace"
      admin_last_name  = "Example"
      active           = true
    }
  }

  initech = {
    name                = "Initech Ltd"
    notification_email  = "it@initech.example"
    environments        = false # DEV only, for now
    builder_role        = "AdvancedBuilder"
    deletion_protection = true

    workspace365 = {
      admin_email      = "it@initech.example"
      admin_first_name = "Ida"
      admin_last_name  = "Example"
      active           = true
    }
  }
}
