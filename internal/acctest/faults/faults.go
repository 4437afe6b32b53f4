// Package faults holds what came of the faults that tests throw at the provider, and the
// catalogue of all that can go wrong.
package faults

import "fmt"

// Variable is the environment variable that names the directory in which tests leave what
// they have counted, and that makes them try everything instead of a sample.
const Variable = "ACCTEST_FAULTS"

// RunsFile is the file, a list of [Run], in the directory that [Variable] names.
const RunsFile = "faults.json"

// Run is what came of one fault that met one call of one operation, and of doing the same
// again without it.
type Run struct {
	// Type is the resource type or the data source; Operation is create, read, update,
	// delete, import or data.
	Type      string `json:"type"`
	Operation string `json:"operation"`
	// Variant tells operations of the same name apart.
	Variant string `json:"variant,omitempty"`
	// Method, Route and Nth are the call site: the API's method and path, and how many
	// calls of both the operation made before.
	Method string `json:"method"`
	Route  string `json:"route"`
	Nth    int    `json:"nth,omitempty"`
	Write  bool   `json:"write,omitempty"`
	// ID is that of the fault's row in the catalogue, Fault what was injected.
	ID    string `json:"id"`
	Fault string `json:"fault"`

	// Met tells that the fault did act.
	Met bool `json:"met"`
	// Failed tells that the operation ended with an error; Unexpected that it did though
	// it should have got over the fault, or did not though it should have.
	Failed     bool `json:"failed,omitempty"`
	Unexpected bool `json:"unexpected,omitempty"`
	// Duplicates are natural keys that several live objects have.
	Duplicates int `json:"duplicates,omitempty"`
	// Orphans are live objects that the operation made, or should have deleted, and that
	// are in no state.
	Orphans int `json:"orphans,omitempty"`
	// Lost are objects that should be there after the next run and are not.
	Lost int `json:"lost,omitempty"`
	// Removed are objects that left the state though they exist.
	Removed int `json:"removed,omitempty"`
	// Replaced are customers and Workspace 365 environments that the next run would delete
	// and make again.
	Replaced int `json:"replaced,omitempty"`
	// Changed tells that something came out other than it is.
	Changed bool `json:"changed,omitempty"`
	// Stuck is 1 if the next run does not end as it should.
	Stuck int `json:"stuck,omitempty"`
	// Leaked counts credentials in messages, Strangers requests to another host.
	Leaked    int `json:"leaked,omitempty"`
	Strangers int `json:"strangers,omitempty"`
	// Excuse is why it ended otherwise than the same fault does elsewhere, if it did.
	Excuse string `json:"excuse,omitempty"`
	// Said is what the user was told.
	Said string `json:"-"`
}

// Harm lists what should not have happened.
func (r Run) Harm() []string {
	var out []string
	for _, harm := range []struct {
		name  string
		count int
	}{
		{"duplicates", r.Duplicates},
		{"orphans", r.Orphans},
		{"lost", r.Lost},
		{"wrongly removed from the state", r.Removed},
		{"to be replaced", r.Replaced},
		{"next run failed", r.Stuck},
		{"credentials in messages", r.Leaked},
		{"requests to another host", r.Strangers},
	} {
		if harm.count > 0 {
			out = append(out, fmt.Sprintf("%s: %d", harm.name, harm.count))
		}
	}
	if r.Changed {
		out = append(out, "came out differently")
	}
	if r.Unexpected {
		out = append(out, fmt.Sprintf("failed: %t", r.Failed))
	}
	if !r.Met {
		out = append(out, "the fault did not act")
	}
	return out
}
