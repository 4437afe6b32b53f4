terraform {
  required_version = ">= 1.11"

  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
  }
}
