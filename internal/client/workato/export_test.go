package workato

import "github.com/seed7333113f/terraform-provider-workato/internal/client/transport"

// DecodeCustomer and DecodeCustomers are the decoders of one object and of a page,
// for inputs that no well-meaning service would send.
func DecodeCustomer(body []byte) (Customer, error) { return object[Customer](body) }

func DecodeCustomers(body []byte) (transport.Page[Customer], error) { return page[Customer](body) }

// DecodeProperties and DecodeSaved are the decoders of properties, and of the reply to
// saving some.
func DecodeProperties(body []byte) ([]Property, error) { return properties(body) }

func DecodeSaved(body []byte) (count int, known bool, err error) {
	saved, err := savedProperties(body)
	return saved.count, saved.known, err
}
