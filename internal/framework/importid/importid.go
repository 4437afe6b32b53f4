// Package importid reads the ids that terraform import and import blocks take.
package importid

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Format describes the import id of a type: its parts, joined with "/", customer
// or environment first.
type Format struct {
	// Parts names the parts, such as "environment_id" and "project_id".
	Parts []string
	// Example is a whole id.
	Example string
}

// String returns the format as messages and documentation show it.
func (f Format) String() string {
	return "<" + strings.Join(f.Parts, ">/<") + ">"
}

// Parse splits an id. The error says what was expected, with an example.
//
// A first part E… holds an external id, which must be percent-encoded as in the
// API's own paths, so that it can hold a slash; it is returned decoded.
func (f Format) Parse(id string) ([]string, error) {
	parts := strings.Split(id, "/")
	if len(parts) != len(f.Parts) {
		has := fmt.Sprintf("%d parts", len(parts))
		if len(parts) == 1 {
			has = "1 part"
		}
		return nil, f.wrong(id, fmt.Sprintf("it has %s instead of %d", has, len(f.Parts)))
	}
	for i, part := range parts {
		if part == "" || strings.TrimSpace(part) != part {
			return nil, f.wrong(id, fmt.Sprintf("its part %s is empty or has white space around it", f.Parts[i]))
		}
	}
	if external, ok := ExternalID(parts[0]); ok {
		decoded, err := url.PathUnescape(external)
		if err != nil || decoded == "" {
			return nil, f.wrong(id, "the external id after the E is empty or not percent-encoded")
		}
		parts[0] = "E" + decoded
	}
	return parts, nil
}

// Read splits an id, or reports what is wrong with it.
func (f Format) Read(id, typeName string, diags *diag.Diagnostics) ([]string, bool) {
	parts, err := f.Parse(id)
	if err != nil {
		diags.AddError("Invalid import id of "+typeName, err.Error()+".")
	}
	return parts, err == nil
}

func (f Format) wrong(id, reason string) error {
	return fmt.Errorf("%q cannot be imported, since %s. Expected %s, for example %q. The first part is the numeric id, or E and the percent-encoded external id: Eacme for acme, EAM10%%3AXV303 for AM10:XV303", id, reason, f, f.Example)
}

// ExternalID returns what follows the E of an id that names a customer or an
// environment by its external id.
func ExternalID(id string) (string, bool) { return strings.CutPrefix(id, "E") }
