package sandbox

import "strconv"

// The customers of a fresh sandbox.
const (
	// SeedCustomerID is a customer with the current access control model.
	SeedCustomerID = 101
	// SeedLegacyCustomerID is a customer with legacy roles.
	SeedLegacyCustomerID = 102
)

// The Workspace 365 environments of a fresh sandbox.
const (
	// SeedWorkspace365Environment is an active environment.
	SeedWorkspace365Environment = "example"
	// SeedWorkspace365InactiveEnvironment is one that was deactivated.
	SeedWorkspace365InactiveEnvironment = "dormant"
)

// seed fills a fresh sandbox with what a real account would hold. The lock is
// held.
func (sb *Sandbox) seed() {
	c := &call{sb: sb, now: sb.clock()}
	w := sb.world
	first := w.lastWorkspace
	w.lastWorkspace = SeedCustomerID - 1

	current := w.newCustomer(c)
	current.fields["name"] = "Example customer"
	current.fields["notification_email"] = "ops@customer.example"
	current.dev.externalID = "example"
	w.adopt(c, current)
	sb.addMember(current, &member{
		name: "Ada Example", email: "ada@customer.example", timeZone: defaultTimeZone,
		roles: map[string]string{dev: "EnvironmentAdmin"}, stamps: stamped(c.now),
	}, 0)
	sb.addFolder(current.dev, "Onboarding", current.dev.home, c)
	// What the partner has made inheritable, as this customer sees it.
	current.environmentRoles = append(current.environmentRoles, &role{
		id: environmentRole.newID(c), name: "Partner support", origin: "inherited", stamps: current.stamps,
		config: privileges(map[string]any{"team": []any{"read"}}),
	})
	current.projectRoles = append(current.projectRoles, &role{
		id: projectRole.newID(c), name: "Partner builder", origin: "inherited", stamps: current.stamps,
		config: privileges(map[string]any{"recipes": allPrivileges}),
	})

	legacy := w.newCustomer(c)
	legacy.legacy = true
	legacy.fields["name"] = "Example legacy customer"
	legacy.fields["notification_email"] = "ops@legacy.example"
	legacy.dev.externalID = "example-legacy"
	w.adopt(c, legacy)
	for _, name := range []string{"Recipe author", "Connection keeper"} {
		sb.addLegacyRole(legacy, name, c)
	}
	w.lastWorkspace = first

	sb.addWorkspace365(&w365Environment{name: SeedWorkspace365Environment, active: true, adminEmail: "ada@customer.example"}, c)
	sb.addWorkspace365(&w365Environment{name: SeedWorkspace365InactiveEnvironment, adminEmail: "bo@dormant.example"}, c)
}

// addLegacyRole makes a custom role with privileges such as the samples on
// docs.workato.com/oem/oem-api/roles show.
func (sb *Sandbox) addLegacyRole(cu *customer, name string, c *call) *legacyRole {
	r := &legacyRole{id: next(&sb.world.lastRole), name: name, stamps: stamped(c.now), privileges: map[string]any{
		"Recipes": []string{"run", "read", "create", "update", "delete"},
		"Folders": []string{"read", "create"},
	}}
	cu.legacyRoles = append(cu.legacyRoles, r)
	sb.ledger.made(KindCustomRole, strconv.Itoa(r.id), naturalKey(strconv.Itoa(cu.id), strconv.Itoa(r.id)), c.sequence)
	return r
}
