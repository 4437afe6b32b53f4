// Package providerdata is what the provider hands to its resources and data
// sources: a client per API, or the reason why there is none.
package providerdata

import (
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/absence"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// Problem is why an API cannot be called.
type Problem struct {
	// Attribute is the provider argument at fault.
	Attribute path.Path
	// Unknown marks a value that is not known while planning, which is no
	// mistake until something must be read.
	Unknown bool
	// Summary and Detail are the diagnostic.
	Summary, Detail string
}

// API is one of the services of the provider. It is either usable or has problems,
// and the problems of one never hurt the other.
type API[T any] struct {
	Client   T
	Problems []Problem
}

// check reports the problems that will not go away by themselves.
func (a API[T]) check(diags *diag.Diagnostics) {
	for _, p := range a.Problems {
		if !p.Unknown {
			diags.AddAttributeError(p.Attribute, p.Summary, p.Detail)
		}
	}
}

// use returns the client, or reports all problems.
func (a API[T]) use(diags *diag.Diagnostics) (T, bool) {
	for _, p := range a.Problems {
		diags.AddAttributeError(p.Attribute, p.Summary, p.Detail)
	}
	return a.Client, len(a.Problems) == 0
}

// Data is what a configured provider hands on. It is shared by all resources of
// one provider configuration, in one process.
type Data struct {
	// Workato is the Embedded API.
	Workato API[*workato.Client]
	// Workspace365 is the Provisioning API.
	Workspace365 API[*workspace365.Client]
	// Absences remembers what was looked for and is there.
	Absences *absence.Watch
	// Settle is how long after a write whose answer was lost the object may
	// still appear.
	Settle time.Duration
	// Poll is the first wait of everything that is repeated until it is there;
	// it grows from there.
	Poll time.Duration
	// Locks serialises what must not happen at once.
	Locks *exactlyonce.Locks
	// Properties gathers the properties that are written at the same time.
	Properties *Properties
	// Grants gathers the single grants that are written at the same time.
	Grants *Grants
	// EnvironmentTypes remembers which type an environment id has, by id.
	EnvironmentTypes sync.Map
}

// from checks the type of what the framework passes on. It is nil while
// Terraform only validates.
func from(value any, diags *diag.Diagnostics) *Data {
	if value == nil {
		return nil
	}
	data, ok := value.(*Data)
	if !ok {
		diags.AddError("Unexpected provider data", fmt.Sprintf("The provider passed %T on, where %T was expected. This is a bug in the provider: please report it.", value, data))
		return nil
	}
	return data
}
