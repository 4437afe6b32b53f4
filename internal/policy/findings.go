package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// finding is something in a plan that cannot be undone.
type finding struct {
	address, what, label string
}

// customerType is the type of a customer.
const customerType = "workato_managed_customer"

// irreplaceable are the types of what is lost when it is deleted, with what is lost.
var irreplaceable = map[string]string{
	customerType:               "the customer's workspace with all that is in it",
	"workspace365_environment": "the customer's Workspace 365 environment with all that is in it",
}

// understood are the actions of Terraform that are known here.
var understood = []tfjson.Action{
	tfjson.ActionNoop, tfjson.ActionCreate, tfjson.ActionRead, tfjson.ActionUpdate, tfjson.ActionDelete, tfjson.ActionForget,
}

// findings reads a plan as `terraform show -json` prints it.
func findings(text []byte) ([]finding, error) {
	changes, err := changes(text)
	if err != nil {
		return nil, err
	}
	var found []finding
	for _, change := range changes {
		lost, is := irreplaceable[change.Type]
		if !is || change.Mode != tfjson.ManagedResourceMode {
			continue
		}
		if change.Change == nil || len(change.Change.Actions) == 0 {
			return nil, fmt.Errorf("it does not say what becomes of %s", change.Address)
		}
		for _, action := range change.Change.Actions {
			if !slices.Contains(understood, action) {
				return nil, fmt.Errorf("%s is to %s, which this version of the provider does not know", change.Address, action)
			}
		}
		if what := irreversible(change, lost); what.label != "" {
			found = append(found, what)
		}
	}
	return found, nil
}

// changes are those of all objects, also of those that a later plan is to look at.
func changes(text []byte) ([]*tfjson.ResourceChange, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, errors.New("nothing was read; was it `terraform show -json` of a plan?")
	}
	var plan tfjson.Plan
	if err := json.Unmarshal(text, &plan); err != nil {
		return nil, fmt.Errorf("it is not what `terraform show -json` prints: %w", err)
	}
	// A state is printed by the same command, and has neither of these.
	var kind struct {
		Changes json.RawMessage `json:"resource_changes"`
		Config  json.RawMessage `json:"configuration"`
		Errored bool            `json:"errored"`
	}
	if err := json.Unmarshal(text, &kind); err != nil {
		return nil, err
	}
	switch {
	case kind.Changes == nil && kind.Config == nil:
		return nil, errors.New("it is a state and no plan")
	case kind.Errored:
		return nil, errors.New("planning has failed half-way")
	}
	all := plan.ResourceChanges
	for _, deferred := range plan.DeferredChanges {
		if deferred.ResourceChange != nil {
			all = append(all, deferred.ResourceChange)
		}
	}
	return all, nil
}

// irreversible is what cannot be undone of one change, and empty if there is nothing.
func irreversible(resource *tfjson.ResourceChange, lost string) finding {
	// Keys of for_each may be any text, and the verdict is Markdown.
	f := finding{address: strings.ReplaceAll(resource.Address, "`", "'")}
	if resource.DeposedKey != "" {
		f.address += " (deposed object " + resource.DeposedKey + ")"
	}
	change := resource.Change
	switch {
	case slices.Contains(change.Actions, tfjson.ActionDelete) && len(change.Actions) > 1:
		f.what, f.label = "is replaced by an empty one: "+lost+" is deleted", LabelDeletion
	case slices.Contains(change.Actions, tfjson.ActionDelete):
		f.what, f.label = "is deleted: "+lost, LabelDeletion
	case resource.Type == customerType && turnedOn(change):
		f.what, f.label = "gets TEST and PROD: there is no way back to a single workspace", LabelEnvironments
	}
	return f
}

// turnedOn tells whether a customer that is there gets Environments. What is not known before the apply may turn them on.
func turnedOn(change *tfjson.Change) bool {
	const attribute = "provision_environments"
	before, exists := change.Before.(map[string]any)
	if !exists || before[attribute] == true {
		return false
	}
	after, _ := change.After.(map[string]any)
	unknown, _ := change.AfterUnknown.(map[string]any)
	return after[attribute] == true || unknown[attribute] == true
}
