package project

import (
	"context"
	"errors"
	"fmt"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/batch"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

// creation describes how a property is created once, on an endpoint that overwrites
// without a word. Its key is its name in the environment or project. A blank one
// counts as absent: the API deletes none, so that is what is left of one that is not
// wanted any more, and there is nothing in it to lose.
func (r *propertyResource) creation(client *workato.Client, plan propertyModel, input workato.PropertyInput) exactlyonce.Create[workato.Property] {
	sent := 0
	return exactlyonce.Create[workato.Property]{
		Key: fmt.Sprintf("name %q", input.Name), Lock: plan.lock(), Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(workato.Property) string { return plan.importID() },
		Lookup: func(ctx context.Context) ([]workato.Property, error) {
			found, err := client.Property(ctx, plan.scope(), input.Name)
			switch {
			case err != nil, found == nil, found.Value == "":
				return nil, err
			case sent > 0 && found.Value != input.Value:
				return nil, errors.New("there is one by now, with another value than the one that was sent")
			}
			return []workato.Property{*found}, nil
		},
		Send: func(ctx context.Context) (workato.Property, error) {
			sent++
			send := r.Properties.Do
			if sent > 1 {
				// Its company may be what made the first call fail.
				send = r.Properties.Alone
			}
			_, err := send(ctx, plan.scope(), input)
			return workato.Property{Name: input.Name, Value: input.Value}, batch.Sent(err, workato.PropertyNotSent)
		},
	}
}

// set changes a property that is known to exist.
func (r *propertyResource) set(ctx context.Context, m propertyModel, input workato.PropertyInput) error {
	unlock, err := r.Locks.Lock(ctx, m.lock())
	if err != nil {
		return workato.PropertyNotSent(err)
	}
	defer unlock()
	_, err = r.Properties.Do(ctx, m.scope(), input)
	return batch.Sent(err, workato.PropertyNotSent)
}

// look reads the property.
func (r *propertyResource) look(ctx context.Context, client *workato.Client, m propertyModel) (*workato.Property, string, error) {
	scope, projectGone := m.scope(), false
	found, how, err := parent.Look(ctx, client, parent.Search[workato.Property]{
		Parent: scope.EnvironmentID, Place: "environment", Kind: "properties", ID: scope.ProjectID + "/" + m.Name.ValueString(), Absences: r.Absences.Unless(m.imported()), Poll: r.Poll,
		Find: func(ctx context.Context) (*workato.Property, error) {
			projectGone = false
			found, err := client.Property(ctx, scope, m.Name.ValueString())
			if scope.ProjectID == "" || !transport.IsNotFound(err) {
				return found, err
			}
			projects, listErr := find(ctx, client, scope.EnvironmentID, func(p workato.Project) bool { return string(p.ID) == scope.ProjectID })
			if listErr != nil || len(projects) > 0 {
				return nil, errors.Join(listErr, err)
			}
			projectGone = true
			return nil, nil
		},
	})
	if how != "" && projectGone {
		how = fmt.Sprintf("Its project %s is gone, and its properties with it: two lists of the environment's projects, a moment apart, lack it", scope.ProjectID)
	}
	return found, how, err
}
