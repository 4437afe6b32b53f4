package provider_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

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
			MemberReadings:     sandbox.MemberReadings{InvitationPath: sandbox.InvitationPathSingular, MemberRoleNameOnly: true},
			GroupReadings:      sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsInBrackets},
			PropertyReadings:   sandbox.PropertyReadings{PropertyRows: true},
			ConnectionReadings: sandbox.ConnectionReadings{ConnectionFiltersIgnored: true, ConnectionReplyShort: true},
			APIClientReadings:  sandbox.APIClientReadings{APIClientUpdateSaysDone: true},
		},
		"second mix": {
			RBACPaths: sandbox.RBACPathsV2, WrapFolders: true, FolderReplyHasProjectID: true, GrantIDChanges: true, TrimNames: true,
			DevIDReachesAll: true, EnvironmentErrorEmails: true, DeletedCustomerLingers: 1, ReadLag: 1,
			GrantReadings:    sandbox.GrantReadings{GrantParameters: sandbox.GrantParametersQuery},
			MemberReadings:   sandbox.MemberReadings{MemberRoleTitles: true, MemberRoleTypeHidden: true},
			RoleReadings:     sandbox.RoleReadings{RoleConfigDefaults: true, NumericRoleIDs: true},
			PropertyReadings: sandbox.PropertyReadings{PropertySavedCount: true},
		},
		"third mix": {
			StringIDs: true, BareLists: true, LowercaseEmails: true, TrimNames: true, AuthSettingsInFull: true,
			GrantReadings:      sandbox.GrantReadings{GrantReply: sandbox.GrantReplyEmpty},
			MemberReadings:     sandbox.MemberReadings{MemberNoAccessShown: true, InvitedUsersJoin: true},
			GroupReadings:      sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsRepeated, DeleteBodyDropped: true},
			RoleReadings:       sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigSorted},
			PropertyReadings:   sandbox.PropertyReadings{PropertyParam: true},
			ConnectionReadings: sandbox.ConnectionReadings{ConnectionListWhole: true, ConnectionApplicationKey: true},
			APIClientReadings:  sandbox.APIClientReadings{APIClientEnvironment: sandbox.APIClientEnvironmentLong, APIClientTokenAlone: true},
		},
	}
}

// TestReadings takes what a customer has through each reading: what is planned comes out, nothing
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
