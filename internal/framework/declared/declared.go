// Package declared remembers, in the private state of a resource, which of its
// optional and computed attributes the configuration declared when it was last
// applied.
//
// Terraform itself cannot tell an attribute that was removed from the
// configuration, and should be cleared, from one that was never in it, and should
// be left to the service.
package declared

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

const key = "declared"

// Record holds the declared attributes by name. The value is kept for booleans,
// and is otherwise true: private state is no place for values that may be secret.
type Record map[string]bool

// Has reports whether the attribute was declared.
func (r Record) Has(name string) bool {
	_, ok := r[name]
	return ok
}

// Was reports whether the attribute was declared with the given value.
func (r Record) Was(name string, value bool) bool {
	declared, ok := r[name]
	return ok && declared == value
}

// Reader is the private state of a request.
type Reader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// Writer is the private state of a response.
type Writer interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// Load reads the record. Nothing is declared where there is none, as after an
// import.
func Load(ctx context.Context, private Reader, diags *diag.Diagnostics) Record {
	data, d := private.GetKey(ctx, key)
	diags.Append(d...)
	record := Record{}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &record); err != nil {
			diags.AddError("Unreadable private state", "What this provider remembers of the last apply cannot be read: "+err.Error())
		}
	}
	return record
}

// Save writes the record.
func (r Record) Save(ctx context.Context, private Writer, diags *diag.Diagnostics) {
	data, err := json.Marshal(r)
	if err != nil {
		diags.AddError("Cannot write private state", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, key, data)...)
}
