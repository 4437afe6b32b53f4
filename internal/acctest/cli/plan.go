package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// Action is what a plan does to an object.
type Action string

// The actions.
const (
	Create  Action = "create"
	Read    Action = "read"
	Update  Action = "update"
	Replace Action = "replace"
	Delete  Action = "delete"
	Forget  Action = "forget"
	// Import takes an object over as it is; ImportAndUpdate changes it too.
	Import          Action = "import"
	ImportAndUpdate Action = "import and update"
)

// Plan is a plan that was made.
type Plan struct {
	// File holds the plan, for Apply.
	File string
	// Output is what the command printed.
	Output string
	// Changes holds the action by the address of the object. What stays as it
	// is has none.
	Changes map[string]Action
	// Outputs are the names of the outputs that change.
	Outputs []string
}

// read takes over the plan's JSON.
func (p *Plan) read(content *tfjson.Plan) {
	p.Changes = map[string]Action{}
	for _, change := range content.ResourceChanges {
		if action := actionOf(change.Change); action != "" {
			p.Changes[change.Address] = action
		}
	}
	for _, name := range slices.Sorted(maps.Keys(content.OutputChanges)) {
		if !content.OutputChanges[name].Actions.NoOp() {
			p.Outputs = append(p.Outputs, name)
		}
	}
}

func actionOf(change *tfjson.Change) Action {
	actions := change.Actions
	switch imported := change.Importing != nil; {
	case imported && actions.NoOp():
		return Import
	case imported && actions.Update():
		return ImportAndUpdate
	case actions.Replace():
		return Replace
	case actions.Forget():
		return Forget
	case actions.NoOp():
		return ""
	default:
		// One of the words that are actions here too, or one that is new.
		words := make([]string, len(actions))
		for i, action := range actions {
			words[i] = string(action)
		}
		return Action(strings.Join(words, " and "))
	}
}

// ExpectEmpty fails unless the plan does nothing.
func (p *Plan) ExpectEmpty() error {
	err := p.Expect(nil)
	if len(p.Outputs) > 0 {
		err = errors.Join(err, fmt.Errorf("outputs change: %s", strings.Join(p.Outputs, ", ")))
	}
	return err
}

// Expect fails unless the plan does exactly what is given, by address.
func (p *Plan) Expect(want map[string]Action) error {
	var problems []error
	for _, address := range slices.Sorted(maps.Keys(want)) {
		if got := p.Changes[address]; got != want[address] {
			problems = append(problems, fmt.Errorf("%s: planned %s, expected %s", address, orNothing(got), want[address]))
		}
	}
	for _, address := range slices.Sorted(maps.Keys(p.Changes)) {
		if _, expected := want[address]; !expected {
			problems = append(problems, fmt.Errorf("%s: planned %s, expected nothing", address, p.Changes[address]))
		}
	}
	return errors.Join(problems...)
}

// ExpectCounts fails unless the plan takes each action as often as given, and no
// other. Data sources that are read count as nothing.
func (p *Plan) ExpectCounts(want map[Action]int) error {
	got := map[Action]int{}
	for _, action := range p.Changes {
		if action != Read {
			got[action]++
		}
	}
	if !maps.Equal(got, want) {
		return fmt.Errorf("planned %v, expected %v", got, want)
	}
	return nil
}

func orNothing(action Action) string {
	if action == "" {
		return "nothing"
	}
	return string(action)
}
