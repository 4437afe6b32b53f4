//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// workload is a configuration, and the account that it needs.
type workload struct {
	id, title string
	// about says more than the title, unless it is empty.
	about string
	// objects is how many there are in the state.
	objects int
	// prepare makes what the configuration cannot make, and returns the configuration.
	prepare func(*sandbox.Sandbox) (string, error)
	bounds  []bound
}

// size shrinks a number for a quick run, to 1 at least.
func size(full int, scale float64) int {
	return max(1, int(math.Round(float64(full)*scale)))
}

// workloads are all of them, at a scale.
func workloads(scale float64) []workload {
	return []workload{
		customers(size(200, scale)),
		singleGrants(size(10, math.Sqrt(scale)), size(100, math.Sqrt(scale))),
		pluralGrants(size(10, math.Sqrt(scale)), size(100, math.Sqrt(scale))),
		access(size(40, scale), size(10, scale)),
		tenants(size(100, scale)),
		oneAmong(size(5000, scale)),
	}
}

func customers(n int) workload {
	return workload{
		id: "customers", title: fmt.Sprintf("%d customers", n), objects: n,
		prepare: func(*sandbox.Sandbox) (string, error) { return customerConfig(n), nil },
		bounds:  customerBounds(n),
	}
}

func customerConfig(n int) string {
	return fmt.Sprintf(`
resource "workato_managed_customer" "c" {
  count               = %d
  name                = "Customer ${count.index}"
  external_id         = "customer-${count.index}"
  notification_email  = "ops@customer-${count.index}.example"
  deletion_protection = false
}
`, n)
}

// oneAmong is one customer in a configuration, and many that are not.
func oneAmong(n int) workload {
	return workload{
		id: "one", title: fmt.Sprintf("1 customer among %d", n), objects: 1,
		prepare: func(sb *sandbox.Sandbox) (string, error) {
			for i := range n - 1 {
				sb.AddCustomer(fmt.Sprintf("Other %d", i))
			}
			return customerConfig(1), nil
		},
		bounds: oneAmongBounds(),
	}
}

// singleGrants gives groups a role in projects, with a resource for each grant.
func singleGrants(projects, holders int) workload {
	return workload{
		id: "grants", title: fmt.Sprintf("%d grants in %d projects, single", projects*holders, projects), objects: projects * holders,
		about: "Groups that have a role in projects, each as a `workato_project_grant`. The projects, groups and the role are there before.",
		prepare: func(sb *sandbox.Sandbox) (string, error) {
			locals, err := grantWorld(sb, projects, holders)
			return locals + fmt.Sprintf(`
resource "workato_project_grant" "g" {
  count           = %d
  environment_id  = local.environment
  project_id      = local.projects[count.index %% %d]
  project_role_id = local.role
  user_group_id   = local.groups[floor(count.index / %d)]
}
`, projects*holders, projects, projects), err
		},
		bounds: singleGrantBounds(projects, holders),
	}
}

// pluralGrants gives the same, with a resource for each project.
func pluralGrants(projects, holders int) workload {
	return workload{
		id: "plural", title: fmt.Sprintf("%d grants in %d projects, plural", projects*holders, projects), objects: projects,
		about: "The same, as a `workato_project_grants` for each project.",
		prepare: func(sb *sandbox.Sandbox) (string, error) {
			locals, err := grantWorld(sb, projects, holders)
			return locals + fmt.Sprintf(`
resource "workato_project_grants" "g" {
  count            = %d
  environment_id   = local.environment
  project_id       = local.projects[count.index]
  user_group_roles = { for group in local.groups : group => local.role }
}
`, projects), err
		},
		bounds: pluralGrantBounds(projects, holders),
	}
}

// grantWorld makes what grants are about: a customer, projects, groups and a role.
func grantWorld(sb *sandbox.Sandbox, projects, holders int) (string, error) {
	customer := sb.AddCustomer("Acme")
	role, err := sb.AddRole(customer, sandbox.KindProjectRole, "Author", "custom", map[string]any{"recipes": map[string]any{"privileges": []any{"read"}}})
	if err != nil {
		return "", err
	}
	var projectIDs, groupIDs []string
	for i := range projects {
		id, err := sb.AddProject(customer, fmt.Sprintf("Project %d", i))
		if err != nil {
			return "", err
		}
		projectIDs = append(projectIDs, strconv.Itoa(id))
	}
	for i := range holders {
		id, err := sb.AddGroup(customer, fmt.Sprintf("Group %d", i))
		if err != nil {
			return "", err
		}
		groupIDs = append(groupIDs, id)
	}
	return locals(map[string]any{"environment": strconv.Itoa(customer), "role": role, "projects": projectIDs, "groups": groupIDs})
}

// locals writes values that a configuration can refer to.
func locals(values map[string]any) (string, error) {
	var b strings.Builder
	b.WriteString("locals {\n")
	for _, name := range slices.Sorted(maps.Keys(values)) {
		// All of JSON that is without ${ is an expression of the configuration, too.
		text, err := json.Marshal(values[name])
		if err != nil {
			return "", err
		}
		_, _ = fmt.Fprintf(&b, "  %s = %s\n", name, text)
	}
	b.WriteString("}\n")
	return b.String(), nil
}

// access is what an onboarding makes: customers with roles, collaborators and a group, and copies of roles on the legacy
// ones.
func access(current, legacy int) workload {
	const roles, collaborators, copies = 2, 5, 3
	objects := current*(1+roles+collaborators+1) + legacy*copies
	return workload{
		id:      "access",
		title:   fmt.Sprintf("%d onboarded customers", current),
		about:   fmt.Sprintf("Customers, each with 2 environment roles, 5 collaborators and a group; and 3 copies of a role on each of %d that are on the legacy access model.", legacy),
		objects: objects,
		prepare: func(sb *sandbox.Sandbox) (string, error) {
			var customers, sources []string
			for i := range legacy {
				customer := sb.AddLegacyCustomer(fmt.Sprintf("Legacy %d", i))
				source, err := sb.AddLegacyRole(customer, "Source")
				if err != nil {
					return "", err
				}
				customers, sources = append(customers, strconv.Itoa(customer)), append(sources, strconv.Itoa(source))
			}
			given, err := locals(map[string]any{"legacy": customers, "sources": sources})
			return given + customerConfig(current) + fmt.Sprintf(`
resource "workato_environment_role" "r" {
  count               = %[1]d
  managed_customer_id = workato_managed_customer.c[floor(count.index / 2)].id
  name                = "Role ${count.index %% 2}"
  config              = jsonencode({ team = { privileges = ["read"] } })
}

resource "workato_collaborator" "c" {
  count               = %[2]d
  managed_customer_id = workato_managed_customer.c[floor(count.index / 5)].id
  name                = "Person ${count.index}"
  email               = "person-${count.index}@acme.example"
  oauth_id            = "person-${count.index}"
  environment_roles   = { dev = "Member" }
}

resource "workato_collaborator_group" "g" {
  count               = %[3]d
  managed_customer_id = workato_managed_customer.c[count.index].id
  name                = "Builders"
}

resource "workato_custom_role" "c" {
  count               = %[4]d
  managed_customer_id = local.legacy[floor(count.index / 3)]
  source_role_id      = local.sources[floor(count.index / 3)]
  name                = "Copy ${count.index %% 3}"
}
`, current*roles, current*collaborators, current, legacy*copies), err
		},
		bounds: accessBounds(current, legacy),
	}
}

// tenants are environments of Workspace 365.
func tenants(n int) workload {
	return workload{
		id: "workspace365", title: fmt.Sprintf("%d Workspace 365 environments", n), objects: n,
		prepare: func(*sandbox.Sandbox) (string, error) {
			return fmt.Sprintf(`
resource "workspace365_environment" "e" {
  provider            = workato
  count               = %d
  name                = "tenant${count.index}"
  admin_email         = "ada@tenant${count.index}.example"
  admin_first_name    = "Ada"
  admin_last_name     = "Example"
  deletion_protection = false
}
`, n), nil
		},
		bounds: tenantBounds(n),
	}
}
