//go:build unix

package interrupt

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// stateFile is what matters here of the state of Terraform.
type stateFile struct {
	Resources []struct {
		Mode      string `json:"mode"`
		Type      string `json:"type"`
		Instances []struct {
			Attributes map[string]any `json:"attributes"`
		} `json:"instances"`
	} `json:"resources"`
}

// known are the objects that a state has, by kind and id in the ledger or, where the state does not have that id, by
// kind and natural key.
func (r *run) known(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(r.StateFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	require.NoError(t, err)
	// Terraform saves the state every 20 seconds, on an interrupt, and at the end; until then, the file is empty.
	if len(text) == 0 {
		return nil
	}
	var state stateFile
	require.NoError(t, json.Unmarshal(text, &state))
	known := map[string]bool{}
	for _, resource := range state.Resources {
		if resource.Mode != "managed" {
			continue
		}
		objects := objectsOf[resource.Type]
		require.NotNil(t, objects, "nothing says which objects a %s stands for", resource.Type)
		for _, instance := range resource.Instances {
			for _, name := range objects(attributes(instance.Attributes)) {
				known[name] = true
			}
		}
	}
	return known
}

// attributes are those of a resource in the state.
type attributes map[string]any

// text is an attribute; null is empty.
func (a attributes) text(name string) string {
	text, _ := a[name].(string)
	return text
}

// keys are those of an attribute that is a map.
func (a attributes) keys(name string) []string {
	object, _ := a[name].(map[string]any)
	var out []string
	for key := range object {
		out = append(out, key)
	}
	return out
}

// byID is for resources that stand for one object with an id.
func byID(kind string) func(attributes) []string {
	return func(a attributes) []string { return []string{kind + " " + a.text("id")} }
}

// objectsOf says which objects a resource stands for.
var objectsOf = map[string]func(attributes) []string{
	"workato_managed_customer":   byID(sandbox.KindCustomer),
	"workato_custom_role":        byID(sandbox.KindCustomRole),
	"workato_customer_manager":   byID(sandbox.KindCustomerManager),
	"workato_environment_role":   byID(sandbox.KindEnvironmentRole),
	"workato_project_role":       byID(sandbox.KindProjectRole),
	"workato_collaborator_group": byID(sandbox.KindUserGroup),
	"workato_folder":             byID(sandbox.KindFolder),
	"workato_connection":         byID(sandbox.KindConnection),
	"workato_api_client":         byID(sandbox.KindAPIClient),
	"workato_api_client_role":    byID(sandbox.KindAPIClientRole),
	"workspace365_environment": func(a attributes) []string {
		return []string{sandbox.KindWorkspace365Environment + " " + strings.ToLower(a.text("environment_name"))}
	},
	"workato_project": func(a attributes) []string {
		return []string{sandbox.KindProject + " " + a.text("id"), sandbox.KindFolder + " " + a.text("folder_id")}
	},
	// Who is invited has no user id.
	"workato_collaborator": func(a attributes) []string {
		return []string{sandbox.KindMember + " " + a.text("user_id"), sandbox.KindMemberInvitation + " " + a.text("managed_customer_id") + "/" + strings.ToLower(a.text("email"))}
	},
	"workato_collaborator_group_members": func(a attributes) []string {
		var out []string
		users, _ := a["user_ids"].([]any)
		for _, user := range users {
			out = append(out, fmt.Sprintf("%s %s/%v", sandbox.KindGroupMember, a.text("group_id"), user))
		}
		return out
	},
	"workato_property": func(a attributes) []string {
		return []string{sandbox.KindProperty + " " + a.text("environment_id") + "/" + a.text("project_id") + "/" + a.text("name")}
	},
	"workato_project_grant": func(a attributes) []string {
		holder := "user=" + a.text("user_id")
		if group := a.text("user_group_id"); group != "" {
			holder = "user_group=" + group
		}
		return []string{sandbox.KindProjectGrant + " " + a.text("project_id") + "/" + holder}
	},
	"workato_project_grants": func(a attributes) []string {
		var out []string
		for _, group := range a.keys("user_group_roles") {
			out = append(out, sandbox.KindProjectGrant+" "+a.text("project_id")+"/user_group="+group)
		}
		for _, user := range a.keys("user_roles") {
			out = append(out, sandbox.KindProjectGrant+" "+a.text("project_id")+"/user="+user)
		}
		return out
	},
	"workato_oauth_profile_assignment": func(a attributes) []string {
		return []string{sandbox.KindOAuthAssignment + " " + a.text("managed_customer_id") + "/" + a.text("custom_oauth_profile_id")}
	},
}

// orphans are the objects that runs have made, that exist, and that no state has.
func (w *world) orphans(t *testing.T, runs ...*run) []sandbox.Object {
	t.Helper()
	known := map[string]bool{}
	for _, r := range runs {
		for name := range r.known(t) {
			known[name] = true
		}
	}
	var out []sandbox.Object
	for _, object := range w.LiveObjects("") {
		owner, _, _ := strings.Cut(object.Key, "/")
		// TEST and PROD are part of their customer.
		part := object.Kind == sandbox.KindEnvironment && known[sandbox.KindCustomer+" "+owner]
		if object.CreatedBy > 0 && !part && !known[object.Kind+" "+object.ID] && !known[object.Kind+" "+object.Key] {
			out = append(out, object)
		}
	}
	return out
}

// leftBehind tells whether an object is of a kind that destroying only forgets, since the API cannot delete it.
func leftBehind(o sandbox.Object) bool {
	return slices.Contains([]string{sandbox.KindCustomRole, sandbox.KindAPIClientRole, sandbox.KindMemberInvitation, sandbox.KindProperty}, o.Kind)
}

// deleted are the objects that were deleted.
func (w *world) deleted() []sandbox.Object {
	var out []sandbox.Object
	for _, object := range w.Objects("") {
		if object.Deleted {
			out = append(out, object)
		}
	}
	return out
}
