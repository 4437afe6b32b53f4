package provider_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// onboarding is a customer with all that the provider offers for one. The spelling of
// names and e-mail addresses is such that a service may want to tidy it up.
const onboarding = `
resource "workato_managed_customer" "acme" {
  name                   = "Acme"
  external_id            = "acme:1/2"
  notification_email     = "Ops@Acme.example"
  provision_environments = true
  deletion_protection    = false

  environment_settings = {
    test = { external_id = "acme-test", error_notification_emails = "Test@Acme.example" }
  }
}

resource "workato_project" "onboarding" {
  environment_id = workato_managed_customer.acme.environments.test.id
  name           = "Onboarding"
  description    = "What a new customer needs"
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
  description         = "They build"
}

data "workato_project_roles" "builder" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builder"
}

resource "workato_project_grant" "builders" {
  environment_id  = workato_managed_customer.acme.environments.test.id
  project_id      = workato_project.onboarding.id
  project_role_id = one(data.workato_project_roles.builder.project_roles).id
  user_group_id   = workato_collaborator_group.builders.id
}`

// readings are what the documents leave open, one by one and mixed.
func readings() map[string]sandbox.Readings {
	return map[string]sandbox.Readings{
		"plainest":                    {},
		"v1 paths":                    {RBACPaths: sandbox.RBACPathsV1},
		"v2 paths":                    {RBACPaths: sandbox.RBACPathsV2},
		"ids are strings":             {StringIDs: true},
		"customers are wrapped":       {WrapCustomers: true},
		"lists are bare":              {BareLists: true},
		"folders are wrapped":         {WrapFolders: true},
		"folders know their project":  {FolderReplyHasProjectID: true},
		"grants change their id":      {GrantIDChanges: true},
		"grants go into the query":    {GrantReadings: sandbox.GrantReadings{GrantParameters: sandbox.GrantParametersQuery}},
		"grants in silence":           {GrantReadings: sandbox.GrantReadings{GrantParameters: sandbox.GrantParametersSilentQuery}},
		"grants are not answered":     {GrantReadings: sandbox.GrantReadings{GrantReply: sandbox.GrantReplyEmpty}},
		"environment_type":            {EnvironmentTypeKey: true},
		"e-mails and names tidied up": {LowercaseEmails: true, TrimNames: true},
		"reads lag":                   {ReadLag: 1},
		"projects lag":                {ProjectLag: 3},
		"settings are shown":          {AuthSettingsInFull: true, EnvironmentErrorEmails: true},
		"environments come later":     {ProvisionIgnoredAtCreate: true, ProvisionDelay: 30 * time.Millisecond},
		"deleted customers linger":    {DeletedCustomerLingers: 2},
		"the DEV id reaches all":      {DevIDReachesAll: true},
		"configs of roles grow":       {RoleReadings: sandbox.RoleReadings{RoleConfigDefaults: true}},
		"configs are tidied up":       {RoleReadings: sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigSorted}},
		"ids of roles are numbers":    {RoleReadings: sandbox.RoleReadings{NumericRoleIDs: true}},
		"first mix": {
			RBACPaths: sandbox.RBACPathsV1, StringIDs: true, BareLists: true, WrapCustomers: true, EnvironmentTypeKey: true,
			LowercaseEmails: true, ProvisionIgnoredAtCreate: true, ProjectLag: 2,
		},
		"second mix": {
			RBACPaths: sandbox.RBACPathsV2, WrapFolders: true, FolderReplyHasProjectID: true, GrantIDChanges: true, TrimNames: true,
			DevIDReachesAll: true, EnvironmentErrorEmails: true, DeletedCustomerLingers: 1, ReadLag: 1,
		},
	}
}

// TestAccReadings takes one configuration through the mixes with the real CLI: it
// applies, nothing is left to plan, and nothing is left over after destroying.
// [TestReadings] goes through each reading by itself, faster.
func TestAccReadings(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"first mix", "second mix"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(readings()[name]))
			account.RequestLimits = `{ timeout = "5s", settle = "5s" }`
			account.Run(t, resource.TestStep{
				Config: onboarding,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("workato_managed_customer.acme", tfjsonpath.New("environments"), knownvalue.ObjectPartial(map[string]knownvalue.Check{
						"dev":  knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("209")}),
						"test": knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("210"), "external_id": knownvalue.StringExact("acme-test")}),
					})),
					statecheck.ExpectKnownValue("workato_managed_customer.acme", tfjsonpath.New("notification_email"), knownvalue.StringExact("Ops@Acme.example")),
					statecheck.ExpectKnownValue("workato_project.onboarding", tfjsonpath.New("environment_id"), knownvalue.StringExact("210")),
					statecheck.ExpectKnownValue("workato_project.onboarding", tfjsonpath.New("description"), knownvalue.StringExact("What a new customer needs")),
					statecheck.ExpectKnownValue("workato_project_grant.builders", tfjsonpath.New("project_role_id"), knownvalue.NotNull()),
				},
			})
		})
	}
}

// TestReadings takes the same through each reading: what is planned comes out, nothing
// is left to plan before and after a refresh, a change is made in place, an import gives
// the same, and nothing is left over after destroying. Each phase has a provider of its
// own, as plan and apply have.
func TestReadings(t *testing.T) {
	t.Parallel()
	for name, reading := range readings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(reading))
			house := &house{account: account, instances: map[string]*acctest.Instance{}, configs: map[string]acctest.Object{}}
			house.build(t)
			for _, typeName := range order {
				house.instances[typeName].MustStay(t, house.configs[typeName])
			}
			require.Empty(t, account.Duplicates())

			house.change(t)
			house.imports(t)
			for _, typeName := range slices.Backward(order) {
				diags := house.instances[typeName].Apply(t, nil)
				require.Empty(t, diags.Errors().String())
			}
			require.Empty(t, account.LiveObjects(""))
		})
	}
}

// order is the one in which things are made.
var order = []string{customerType, "workato_project", groupType, "workato_environment_role", "workato_project_role", "workato_project_grant"}

// house is what is built in an account.
type house struct {
	account   *acctest.Account
	instances map[string]*acctest.Instance
	configs   map[string]acctest.Object
}

func (h *house) apply(t *testing.T, typeName string, config acctest.Object) *acctest.Instance {
	t.Helper()
	if h.instances[typeName] == nil {
		h.instances[typeName] = h.account.ServerThatSettles(t, 5*time.Second).Instance(t, typeName)
	}
	h.configs[typeName] = config
	diags := h.instances[typeName].MustApply(t, config)
	for _, warning := range diags.Warnings().Summaries() {
		require.Contains(t, warning, "Environments", "there is nothing else to warn of")
	}
	return h.instances[typeName]
}

func (h *house) build(t *testing.T) {
	t.Helper()
	customer := h.apply(t, customerType, acctest.Object{
		"name": "Acme", "external_id": "acme:1/2", "notification_email": "Ops@Acme.example",
		"provision_environments": true, "deletion_protection": false,
		"environment_settings": acctest.Object{"test": acctest.Object{"external_id": "acme-test", "error_notification_emails": "Test@Acme.example"}},
	})
	require.Equal(t, "209", customer.Value(t, "environments", "dev", "id"))
	require.Equal(t, "210", customer.Value(t, "environments", "test", "id"))
	require.Equal(t, "acme-test", customer.Value(t, "environments", "test", "external_id"))
	require.Equal(t, "Ops@Acme.example", customer.Value(t, "notification_email"))

	project := h.apply(t, "workato_project", acctest.Object{"environment_id": "210", "name": "Onboarding", "description": "What a new customer needs"})
	group := h.apply(t, groupType, acctest.Object{"managed_customer_id": "209", "name": "Builders", "description": "They build"})
	h.apply(t, "workato_environment_role", acctest.Object{"managed_customer_id": "209", "name": "Deputy", "config": `{"team": {"privileges": "all"}}`})
	role := h.apply(t, "workato_project_role", acctest.Object{"managed_customer_id": "209", "name": "Author", "config": `{"recipes": {"privileges": ["update", "read", "delete", "create"]}}`})
	h.apply(t, "workato_project_grant", acctest.Object{
		"environment_id": "210", "project_id": project.Value(t, "id"), "user_group_id": group.Value(t, "id"),
		"project_role_id": role.Value(t, "id"),
	})
}

// role finds a project role by its name.
func (h *house) role(t *testing.T, name string) any {
	t.Helper()
	listed, diags := h.account.Server(t).Data(t, "workato_project_roles", acctest.Object{"managed_customer_id": "209", "name": name})
	require.Empty(t, diags)
	rows, ok := listed["project_roles"].([]any)
	require.True(t, ok)
	require.Len(t, rows, 1)
	row, ok := rows[0].(acctest.Object)
	require.True(t, ok)
	return row["id"]
}

// change changes one thing of each, in place.
func (h *house) change(t *testing.T) {
	t.Helper()
	for typeName, change := range map[string]acctest.Object{
		customerType:            {"time_zone": "Berlin"},
		"workato_project":       {"name": "Rollout"},
		groupType:               {"name": "Makers", "description": nil},
		"workato_project_grant": {"project_role_id": h.role(t, "ProjectAdmin")},

		"workato_environment_role": {"name": "Second"},
		"workato_project_role":     {"config": `{"recipes": {"privileges": "all"}, "folders": {"privileges": ["read"]}}`},
	} {
		config := acctest.Object{}
		maps.Copy(config, h.configs[typeName])
		maps.Copy(config, change)
		h.apply(t, typeName, config).MustStay(t, config)
	}
}

// imports imports each, which gives no change.
func (h *house) imports(t *testing.T) {
	t.Helper()
	for _, typeName := range order {
		id, ok := h.instances[typeName].Value(t, "id").(string)
		require.True(t, ok)
		id = map[string]string{
			customerType: "Eacme%3A1%2F2", groupType: "Eacme%3A1%2F2/" + id,
			"workato_environment_role": "Eacme%3A1%2F2/" + id, "workato_project_role": "Eacme%3A1%2F2/" + id,
			"workato_project": "Eacme-test/" + id, "workato_project_grant": "Eacme-test/" + id,
		}[typeName]
		imported := h.account.Server(t).Instance(t, typeName)
		require.Empty(t, imported.Import(t, id))
		if typeName != customerType {
			// What the API does not show of a customer, such as the protection, is not imported.
			imported.MustStay(t, h.configs[typeName])
		}
	}
}
