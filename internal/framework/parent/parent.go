// Package parent answers questions about the customer or environment that an
// object belongs to. Above all, it tells an object that is gone from one that a credential cannot
// see. A 404 alone proves nothing: it may come from another data center, a lost
// permission or a path that the service does not have.
package parent

import (
	"context"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
)

// Gone reports whether the customer or environment with the given id is gone.
// It is not if it answers; TEST and PROD may not answer by themselves, and are then
// looked for in the list of customers. If that cannot be read, the error says why,
// and nothing is known.
func Gone(ctx context.Context, client *workato.Client, id string) (bool, error) {
	_, err := client.Customer(ctx, id)
	if err == nil {
		return false, nil
	}
	if !transport.IsNotFound(err) {
		return false, err
	}
	for customer, err := range client.Customers(ctx) {
		if err != nil {
			return false, err
		}
		if matches(customer, id) {
			return false, nil
		}
	}
	return true, nil
}

// matches reports whether an id, numeric or E and an external id, names a customer
// or one of its environments.
func matches(customer workato.Customer, id string) bool {
	same := func(number workato.ID, external workato.Field[workato.Text]) bool {
		return string(number) == id || (external.IsSet() && "E"+string(external.Value) == id)
	}
	if same(customer.ID, customer.ExternalID) {
		return true
	}
	for _, e := range customer.Environments {
		if same(e.ID, e.ExternalID) {
			return true
		}
	}
	return false
}

// Resolve turns E and an external id into the numeric id of the customer or
// environment that has it. Other ids are returned as they are.
func Resolve(ctx context.Context, client *workato.Client, id string) (string, error) {
	if _, external := importid.ExternalID(id); !external {
		return id, nil
	}
	customer, notFound := client.Customer(ctx, id)
	if notFound == nil {
		return environmentNamed(customer, id), nil
	}
	if !transport.IsNotFound(notFound) {
		return "", notFound
	}
	for customer, err := range client.Customers(ctx) {
		if err != nil {
			return "", err
		}
		if matches(customer, id) {
			return environmentNamed(customer, id), nil
		}
	}
	return "", notFound
}

// environmentNamed returns the id of the environment that an external id names,
// which is the customer's own unless it is that of TEST or PROD.
func environmentNamed(customer workato.Customer, id string) string {
	for _, e := range customer.Environments {
		if e.ExternalID.IsSet() && "E"+string(e.ExternalID.Value) == id {
			return string(e.ID)
		}
	}
	return string(customer.ID)
}
