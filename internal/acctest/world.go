package acctest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// World is an account in which what a configuration refers to is made when it is
// first asked for: "${group}" in a text stands for the id of a group, and so on, see
// [World.Expand]. What nobody asks for is not there, so a test that deletes or counts
// objects meets its own alone.
type World struct {
	*Account
	made map[string]string
}

// NewWorld returns a world of its own for a test.
func NewWorld(t *testing.T, options ...sandbox.Option) *World {
	t.Helper()
	return &World{Account: NewAccount(t, options...), made: map[string]string{}}
}

// things says how each thing is made; the functions return its id.
func things() map[string]func(*testing.T, *World) string {
	return map[string]func(*testing.T, *World) string{
		// A customer with the current access model and Environments.
		"customer": func(t *testing.T, w *World) string {
			t.Helper()
			id := w.AddCustomer("Acme")
			require.NoError(t, w.ProvisionInConsole(id))
			return fmt.Sprint(id)
		},
		"other_customer":  func(_ *testing.T, w *World) string { return fmt.Sprint(w.AddCustomer("Other")) },
		"legacy_customer": func(_ *testing.T, w *World) string { return fmt.Sprint(w.AddLegacyCustomer("Legacy")) },
		"dev":             func(t *testing.T, w *World) string { t.Helper(); return w.ID(t, "customer") },
		"test":            func(t *testing.T, w *World) string { t.Helper(); return w.environment(t, "test") },
		"prod":            func(t *testing.T, w *World) string { t.Helper(); return w.environment(t, "prod") },

		"project":              func(t *testing.T, w *World) string { t.Helper(); return w.project(t, "Onboarding", "id") },
		"project_folder":       func(t *testing.T, w *World) string { t.Helper(); return w.project(t, "Onboarding", "folder_id") },
		"other_project":        func(t *testing.T, w *World) string { t.Helper(); return w.project(t, "Billing", "id") },
		"other_project_folder": func(t *testing.T, w *World) string { t.Helper(); return w.project(t, "Billing", "folder_id") },

		"folder":   func(t *testing.T, w *World) string { t.Helper(); return w.folder(t, "Orders") },
		"property": func(t *testing.T, w *World) string { t.Helper(); return w.property(t, "SHOP_URL") },

		"connection":       func(t *testing.T, w *World) string { t.Helper(); return w.connection(t, "Accounts") },
		"other_connection": func(t *testing.T, w *World) string { t.Helper(); return w.connection(t, "Ledgers") },

		"group":              func(t *testing.T, w *World) string { t.Helper(); return w.group(t, "Makers") },
		"other_group":        func(t *testing.T, w *World) string { t.Helper(); return w.group(t, "Keepers") },
		"user":               func(t *testing.T, w *World) string { t.Helper(); return w.member(t, "ada@acme.example") },
		"other_user":         func(t *testing.T, w *World) string { t.Helper(); return w.member(t, "bo@acme.example") },
		"third_user":         func(t *testing.T, w *World) string { t.Helper(); return w.member(t, "cy@acme.example") },
		"project_role":       func(t *testing.T, w *World) string { t.Helper(); return w.role(t, "project_roles", "Builder") },
		"other_project_role": func(t *testing.T, w *World) string { t.Helper(); return w.role(t, "project_roles", "ProjectOperator") },
		"environment_role":   func(t *testing.T, w *World) string { t.Helper(); return w.role(t, "environment_roles", "Member") },
		"legacy_role":        func(t *testing.T, w *World) string { t.Helper(); return w.legacyRole(t, "Auditor") },
		"other_legacy_role":  func(t *testing.T, w *World) string { t.Helper(); return w.legacyRole(t, "Operator") },
		"group_member": func(t *testing.T, w *World) string {
			t.Helper()
			require.NoError(t, w.AddToGroup(w.number(t, "customer"), w.ID(t, "group"), w.number(t, "user")))
			return w.ID(t, "group") + "/" + w.ID(t, "user")
		},
		"team_collaborator": func(_ *testing.T, w *World) string {
			return fmt.Sprint(w.AddTeamCollaborator("Alex", "alex@partner.example"))
		},
		"other_team_collaborator": func(_ *testing.T, w *World) string {
			return fmt.Sprint(w.AddTeamCollaborator("Ariel", "ariel@partner.example"))
		},
		"customer_manager": func(t *testing.T, w *World) string {
			t.Helper()
			return w.create(t, "/api/customer_managers", map[string]any{"team_collaborator_id": w.number(t, "team_collaborator"), "role_id": 247})
		},
		// A grant of the group; the user has one, too.
		"grant": func(t *testing.T, w *World) string {
			t.Helper()
			project := w.number(t, "project")
			_, err := w.GrantInConsole(project, w.ID(t, "user"), w.ID(t, "project_role"))
			require.NoError(t, err)
			id, err := w.GrantInConsole(project, w.ID(t, "group"), w.ID(t, "project_role"))
			require.NoError(t, err)
			return id
		},

		"api_client_role":       func(t *testing.T, w *World) string { t.Helper(); return w.apiClientRole(t, "Agent write") },
		"other_api_client_role": func(t *testing.T, w *World) string { t.Helper(); return w.apiClientRole(t, "Agent read only") },
		"api_client": func(t *testing.T, w *World) string {
			t.Helper()
			id, err := w.AddAPIClient(w.number(t, "customer"), "Monitor")
			require.NoError(t, err)
			return fmt.Sprint(id)
		},
		"oauth_profile":       func(*testing.T, *World) string { return fmt.Sprint(sandbox.SeedOAuthProfileID) },
		"other_oauth_profile": func(*testing.T, *World) string { return fmt.Sprint(sandbox.SeedOtherOAuthProfileID) },

		"workspace365": func(t *testing.T, w *World) string {
			t.Helper()
			require.NoError(t, w.AddWorkspace365Environment("acme"))
			return "acme"
		},
		"legacy_folder": func(t *testing.T, w *World) string {
			t.Helper()
			return w.create(t, w.path(t, "legacy_customer", "/folders"), map[string]any{"name": "Shared"})
		},
	}
}

// ID returns the id of a thing, and makes it if it is not there.
func (w *World) ID(t *testing.T, name string) string {
	t.Helper()
	id, there := w.made[name]
	if !there {
		create, known := things()[name]
		require.True(t, known, "there is no thing called %s", name)
		id = create(t, w)
		w.made[name] = id
	}
	return id
}

var reference = regexp.MustCompile(`\$\{(\w+)\}`)

// Expand replaces ${name} by the id of the thing with that name, in a text or in all
// texts of a value.
func (w *World) Expand(t *testing.T, value any) any {
	t.Helper()
	switch value := value.(type) {
	case string:
		return reference.ReplaceAllStringFunc(value, func(match string) string {
			return w.ID(t, reference.FindStringSubmatch(match)[1])
		})
	case []any:
		out := []any{}
		for _, item := range value {
			out = append(out, w.Expand(t, item))
		}
		return out
	case map[string]any:
		return w.Object(t, value)
	case Object:
		return w.Object(t, value)
	default:
		return value
	}
}

// Object is [World.Expand] for an object, in its keys too.
func (w *World) Object(t *testing.T, object map[string]any) Object {
	t.Helper()
	out := Object{}
	// In order, so that the things get the same ids in every world.
	for _, key := range slices.Sorted(maps.Keys(object)) {
		expanded, _ := w.Expand(t, key).(string)
		out[expanded] = w.Expand(t, object[key])
	}
	return out
}

// path is one below a customer.
func (w *World) path(t *testing.T, customer, rest string) string {
	t.Helper()
	return "/api/managed_users/" + w.ID(t, customer) + rest
}

// create makes an object through the API and returns its id, wherever the envelope has
// it.
func (w *World) create(t *testing.T, path string, body any) string {
	t.Helper()
	return textOf(t, w.API(t, http.MethodPost, path, body), "id")
}

func textOf(t *testing.T, answer any, member string) string {
	t.Helper()
	object, ok := answer.(map[string]any)
	require.True(t, ok, "%v", answer)
	for _, envelope := range []string{"data", "result"} {
		if inner, wrapped := object[envelope].(map[string]any); wrapped {
			object = inner
		}
	}
	require.Contains(t, object, member)
	text, err := json.Marshal(object[member])
	require.NoError(t, err)
	return strings.Trim(string(text), `"`)
}

// row returns a member of the row of a list whose other member has a value.
func (w *World) row(t *testing.T, path, member, key, value string) string {
	t.Helper()
	answer := w.API(t, http.MethodGet, path, nil)
	if object, wrapped := answer.(map[string]any); wrapped {
		answer = object["data"]
		if answer == nil {
			answer = object["result"]
		}
	}
	if object, counted := answer.(map[string]any); counted {
		answer = object["items"]
	}
	rows, ok := answer.([]any)
	require.True(t, ok, "%v", answer)
	for _, row := range rows {
		if textOf(t, row, key) == value {
			return textOf(t, row, member)
		}
	}
	require.Failf(t, "not found", "%s has no row with the %s %q", path, key, value)
	return ""
}

func (w *World) environment(t *testing.T, kind string) string {
	t.Helper()
	customer, ok := w.API(t, http.MethodGet, w.path(t, "customer", ""), nil).(map[string]any)
	require.True(t, ok)
	environments, ok := customer["environments"].([]any)
	require.True(t, ok)
	for _, environment := range environments {
		if textOf(t, environment, "environment_type") == kind {
			return textOf(t, environment, "id")
		}
	}
	require.Failf(t, "not found", "the customer has no %s", kind)
	return ""
}

func (w *World) project(t *testing.T, name, member string) string {
	t.Helper()
	// Asked for by its id and by its folder, it is the same project.
	if _, there := w.made["project "+name]; !there {
		w.made["project "+name] = w.create(t, w.path(t, "dev", "/folders"), map[string]any{"name": name})
	}
	return w.row(t, w.path(t, "dev", "/projects"), member, "name", name)
}

func (w *World) folder(t *testing.T, name string) string {
	t.Helper()
	return w.create(t, w.path(t, "dev", "/folders"), map[string]any{"name": name, "parent_id": w.ID(t, "project_folder")})
}

// property makes a property, whose id is its name.
func (w *World) property(t *testing.T, name string) string {
	t.Helper()
	w.API(t, http.MethodPost, w.path(t, "dev", "/properties"), map[string]any{"properties": map[string]any{name: "https://shop.acme.example"}})
	return name
}

func (w *World) connection(t *testing.T, name string) string {
	t.Helper()
	return w.create(t, w.path(t, "dev", "/connections"), map[string]any{"name": name, "provider": "jira"})
}

func (w *World) group(t *testing.T, name string) string {
	t.Helper()
	return w.create(t, w.path(t, "customer", "/user_groups"), map[string]any{"user_group": map[string]any{"name": name}})
}

func (w *World) member(t *testing.T, email string) string {
	t.Helper()
	name, _, _ := strings.Cut(email, "@")
	var customer int
	_, err := fmt.Sscan(w.ID(t, "customer"), &customer)
	require.NoError(t, err)
	id, err := w.AddMember(customer, name, email)
	require.NoError(t, err)
	return fmt.Sprint(id)
}

func (w *World) role(t *testing.T, list, name string) string {
	t.Helper()
	return w.row(t, w.path(t, "customer", "/"+list), "id", "name", name)
}

func (w *World) apiClientRole(t *testing.T, name string) string {
	t.Helper()
	return w.row(t, "/api/v2/managed_users/"+w.ID(t, "customer")+"/developer_api_client_roles", "id", "name", name)
}

// number is the id of a thing whose ids are numbers.
func (w *World) number(t *testing.T, name string) int {
	t.Helper()
	var number int
	_, err := fmt.Sscan(w.ID(t, name), &number)
	require.NoError(t, err)
	return number
}

func (w *World) legacyRole(t *testing.T, name string) string {
	t.Helper()
	var customer int
	_, err := fmt.Sscan(w.ID(t, "legacy_customer"), &customer)
	require.NoError(t, err)
	id, err := w.AddLegacyRole(customer, name)
	require.NoError(t, err)
	return fmt.Sprint(id)
}

// Made returns the ids of the things that were made so far, by their names.
func (w *World) Made() map[string]string { return maps.Clone(w.made) }
