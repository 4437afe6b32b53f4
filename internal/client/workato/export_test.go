package workato

import "github.com/seed7333113f/terraform-provider-workato/internal/client/transport"

// DecodeCustomer and DecodeCustomers are the decoders of one object and of a page,
// for inputs that no well-meaning service would send.
func DecodeCustomer(body []byte) (Customer, error) { return object[Customer](body) }

func DecodeCustomers(body []byte) (transport.Page[Customer], error) { return page[Customer](body) }
