package customer

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
)

// maxPoll bounds the wait between two looks at something that is being made.
const maxPoll = 30 * time.Second

// finish does what a create could not carry, again and again until it has worked
// or the time is over, and returns the customer as it is then. Each try looks
// first and sends only what is still missing, so that none is doubled.
func (r *customerResource) finish(ctx context.Context, client *workato.Client, plan model, customer workato.Customer) (workato.Customer, error) {
	wait := r.Poll
	for {
		after, err := r.finishOnce(ctx, client, plan, customer)
		if err == nil {
			return after, nil
		}
		// A clear no will be the same no in a moment; but a 404 may only mean
		// that the new customer is not everywhere yet.
		final := transport.OutcomeOf(err) == transport.OutcomeRefused && !transport.IsNotFound(err)
		if final || transport.IsRedirect(err) || transport.Sleep(ctx, wait) != nil {
			return after, err
		}
		wait = min(wait*2, maxPoll)
		if current, readErr := client.Customer(ctx, string(customer.ID)); readErr == nil {
			customer = current
		}
	}
}

func (r *customerResource) finishOnce(ctx context.Context, client *workato.Client, plan model, customer workato.Customer) (workato.Customer, error) {
	if plan.ProvisionEnvironments.ValueBool() && !customer.EnvironmentsReady() {
		ready, err := r.provision(ctx, client, string(customer.ID), true)
		if err != nil {
			return customer, err
		}
		customer = ready
	}
	return settle(ctx, client, plan, customer)
}

// settle sends what the plan declares and the customer does not show.
func settle(ctx context.Context, client *workato.Client, plan model, customer workato.Customer) (workato.Customer, error) {
	input, missing := plan.afterCreate(ctx, customer)
	if !missing {
		return customer, nil
	}
	after, err := send(ctx, client, plan, string(customer.ID), input)
	if err != nil {
		return customer, err
	}
	return after, nil
}

// send updates a customer. If settings of environments are refused, or do not
// arrive, they are sent once more with the type of the environment under the name
// that replies use: the reference has one name in requests and the other in replies.
func send(ctx context.Context, client *workato.Client, plan model, id string, input workato.CustomerInput) (workato.Customer, error) {
	after, err := client.UpdateCustomer(ctx, id, input)
	if len(input.Environments) == 0 {
		return after, err
	}
	switch {
	case transport.HasStatus(err, http.StatusBadRequest, http.StatusUnprocessableEntity):
		input.Environments = withOtherKey(input.Environments)
		again, otherErr := client.UpdateCustomer(ctx, id, input)
		if otherErr != nil {
			return after, err
		}
		return again, nil
	case err != nil:
		return after, err
	}
	if ignored := plan.ignoredSettings(ctx, after); len(ignored) > 0 {
		return client.UpdateCustomer(ctx, id, workato.CustomerInput{Environments: withOtherKey(ignored)})
	}
	return after, nil
}

// provision turns Environments on, unless they are, and waits until TEST and PROD
// are there. For a customer that was just created with them, it gives the service
// a moment first.
func (r *customerResource) provision(ctx context.Context, client *workato.Client, id string, fresh bool) (workato.Customer, error) {
	customer, err := client.Customer(ctx, id)
	if err != nil {
		return customer, err
	}
	if fresh && !customer.EnvironmentsOn() {
		if err := transport.Sleep(ctx, r.Poll); err != nil {
			return customer, err
		}
		if customer, err = client.Customer(ctx, id); err != nil {
			return customer, err
		}
	}
	var refusal error
	if !customer.EnvironmentsOn() {
		if refusal = client.ProvisionEnvironments(ctx, id); refusal != nil && !mayBeUnderWay(refusal) {
			return customer, refusal
		}
	}
	return r.awaitEnvironments(ctx, client, customer, refusal)
}

// mayBeUnderWay reports whether a failure leaves it open that Environments are being
// provisioned: its answer was lost, or it was refused in a way that a second call
// might be. Neither the reply nor whether the call may be repeated is documented.
func mayBeUnderWay(err error) bool {
	return transport.OutcomeOf(err) == transport.OutcomeAmbiguous ||
		transport.HasStatus(err, http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity)
}

// awaitEnvironments polls until TEST and PROD are there. After a refusal that does
// not say that they are, it does so for the settle time only.
func (r *customerResource) awaitEnvironments(ctx context.Context, client *workato.Client, customer workato.Customer, refusal error) (workato.Customer, error) {
	if refusal != nil && !strings.Contains(strings.ToLower(refusal.Error()), "already") {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.Settle)
		defer cancel()
	}
	for wait := r.Poll; !customer.EnvironmentsReady(); wait = min(wait*2, maxPoll) {
		if err := transport.Sleep(ctx, wait); err != nil {
			if refusal != nil {
				return customer, refusal
			}
			return customer, fmt.Errorf("TEST and PROD did not appear in time: %w", err)
		}
		current, err := client.Customer(ctx, string(customer.ID))
		if err != nil {
			return customer, err
		}
		customer = current
	}
	return customer, nil
}

// update carries out an update. It returns nil if there is nothing to tell the service.
func (r *customerResource) update(ctx context.Context, client *workato.Client, plan, state model, before declared.Record) (*workato.Customer, error) {
	var customer *workato.Customer
	id := state.ID.ValueString()
	if plan.ProvisionEnvironments.ValueBool() && !state.ProvisionEnvironments.ValueBool() {
		ready, err := r.provision(ctx, client, id, false)
		if err != nil {
			return nil, err
		}
		customer = &ready
	}
	if input, change := plan.updateInput(ctx, state, before); change {
		after, err := send(ctx, client, plan, id, input)
		if err != nil {
			return nil, err
		}
		if sent := input.PlanID; sent.IsSet() && after.PlanID.IsSet() && string(after.PlanID.Value) != sent.Value {
			return nil, fmt.Errorf("the API accepted the update but left plan_id at %q instead of %q: this account may still need the deprecated endpoint PUT /api/managed_users/:id/upgrade, or the console", after.PlanID.Value, sent.Value)
		}
		if customer != nil && !after.EnvironmentsReady() {
			// A reply to an update need not show what another call has made.
			after.Environments = customer.Environments
		}
		customer = &after
	}
	return customer, nil
}

// awaitDeletion waits until the customer is gone, which the API may take a while
// for, and warns if it is not.
func (r *customerResource) awaitDeletion(ctx context.Context, client *workato.Client, id string, diags *diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(ctx, r.Settle)
	defer cancel()
	for wait := r.Poll; ; wait = min(wait*2, maxPoll) {
		_, err := client.Customer(ctx, id)
		if transport.IsNotFound(err) {
			return
		}
		if slept := transport.Sleep(ctx, wait); slept != nil {
			diags.AddWarning(fmt.Sprintf("%s %s was deleted but is still there", typeName, id),
				fmt.Sprintf("The API accepted the deletion, but still answered for the customer %s later. It is no longer in the state. Look into the admin console whether it disappears.", r.Settle))
			return
		}
	}
}
