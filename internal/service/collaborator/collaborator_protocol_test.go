package collaborator_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	person      = "workato_collaborator"
	memberList  = "/api/managed_users/{id}/members"
	member      = "/api/managed_users/{id}/members/{id}"
	privileges  = "/api/managed_users/{id}/members/{id}/privileges"
	invitations = "/api/managed_users/{id}/member_invitations"
)

// ada is somebody who is invited to customer 209.
func ada(changes ...acctest.Object) acctest.Object {
	return changed(acctest.Object{
		"managed_customer_id": "209", "name": "Ada Example", "email": "ada@acme.example",
		"environment_roles": acctest.Object{"dev": "EnvironmentAdmin", "test": "Member"},
	}, changes...)
}

// bo is an existing user of Workato who is added to customer 209.
func bo(changes ...acctest.Object) acctest.Object {
	return changed(acctest.Object{
		"managed_customer_id": "209", "email": "bo@acme.example", "oauth_id": "bo@acme.example",
		"environment_roles": acctest.Object{"dev": "EnvironmentAdmin", "test": "Member"},
	}, changes...)
}

func changed(config acctest.Object, changes ...acctest.Object) acctest.Object {
	for _, change := range changes {
		maps.Copy(config, change)
	}
	return config
}

func rolesIn(roles acctest.Object) acctest.Object { return acctest.Object{"environment_roles": roles} }

// customer returns an account in which customer 209 has Environments.
func customer(t *testing.T, options ...sandbox.Option) *acctest.Account {
	t.Helper()
	account := acctest.NewAccount(t, options...)
	require.Equal(t, 209, account.AddCustomer("Acme"))
	require.NoError(t, account.ProvisionInConsole(209))
	return account
}

// start takes a collaborator into being, and forgets the calls that it took.
func start(t *testing.T, account *acctest.Account, config acctest.Object) *acctest.Instance {
	t.Helper()
	instance := account.Server(t).Instance(t, person)
	require.Empty(t, instance.MustApply(t, config))
	account.ResetRequests()
	return instance
}

func bodies(account *acctest.Account, method, route string) []any {
	out := []any{}
	for _, request := range account.RequestsMatching(method, route) {
		out = append(out, request.Body)
	}
	return out
}

func sentRole(environment, name string) map[string]any {
	return map[string]any{"environment_type": environment, "name": name, "role_type": "environment"}
}

// An invitation is pending until it is accepted, and is found then.
func TestCollaborator_pending(t *testing.T) {
	t.Parallel()
	account := customer(t)
	ada := ada()
	instance := account.Server(t).Instance(t, person)
	require.Empty(t, instance.MustApply(t, ada))
	require.Equal(t, "pending", instance.Value(t, "status"))
	require.Nil(t, instance.Value(t, "user_id"))
	require.NotEmpty(t, instance.Value(t, "invited_at"))
	require.Equal(t, acctest.Object{"managed_customer_id": "209", "email": "ada@acme.example"}, instance.Identity)
	require.Equal(t, []any{map[string]any{
		"name": "Ada Example", "email": "ada@acme.example", "env_roles": []any{sentRole("dev", "EnvironmentAdmin"), sentRole("test", "Member")},
	}}, bodies(account, http.MethodPost, invitations))
	require.Len(t, account.Requests(), 3, "a look before and after, and the invitation")
	instance.MustStay(t, ada)
	require.Len(t, account.Writes(), 1)

	id, err := account.AcceptInvitation(209, "")
	require.NoError(t, err)
	require.Empty(t, instance.Refresh(t))
	require.Equal(t, "active", instance.Value(t, "status"))
	require.Equal(t, fmt.Sprint(id), instance.Value(t, "user_id"))
	instance.MustStay(t, ada)
	require.Len(t, account.Writes(), 1)

	require.Empty(t, instance.MustApply(t, nil))
	require.Empty(t, account.Live(sandbox.KindMember))
}

func TestCollaborator_full(t *testing.T) {
	t.Parallel()
	account := customer(t)
	addGroup(t, account, 209, "Builders")
	account.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{MemberRoleTitles: true}, LowercaseEmails: true})
	config := ada(acctest.Object{
		"email": "Ada@Acme.example", "user_group_ids": []any{onlyGroup(t, account)}, "role_type": "environment", "invitation_trigger": "first",
		"environment_roles": acctest.Object{"dev": "Environment admin", "test": "NoAccess", "prod": "Member"},
	})
	account.ResetRequests()
	instance := account.Server(t).Instance(t, person)
	require.Empty(t, instance.MustApply(t, config))
	body, ok := bodies(account, http.MethodPost, invitations)[0].(map[string]any)
	require.True(t, ok)
	require.Equal(t, []any{onlyGroup(t, account)}, body["user_group_ids"])
	require.Equal(t, []any{sentRole("dev", "Environment admin"), sentRole("test", "NoAccess"), sentRole("prod", "Member")}, body["env_roles"])
	require.Equal(t, "Ada@Acme.example", body["email"], "as it was written")
	require.Equal(t, "ada@acme.example", instance.Identity["email"])
	_, err := account.AcceptInvitation(209, "ada@acme.example")
	require.NoError(t, err)
	instance.MustStay(t, config)
	require.Equal(t, "active", instance.Value(t, "status"))
	require.Len(t, account.Writes(), 1)
}

// Roles are sent for the environments that changed, and NoAccess for one taken out.
func TestCollaborator_update(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, bo())
	for _, step := range []struct {
		roles acctest.Object
		sent  []any
	}{
		{acctest.Object{"dev": "EnvironmentManager", "test": "Member"}, []any{sentRole("dev", "EnvironmentManager")}},
		{acctest.Object{"dev": "EnvironmentManager", "test": "Member", "prod": "Member"}, []any{sentRole("prod", "Member")}},
		{acctest.Object{"dev": "EnvironmentAdmin", "prod": "Member"}, []any{sentRole("dev", "EnvironmentAdmin"), sentRole("test", "NoAccess")}},
		{acctest.Object{"dev": "EnvironmentAdmin", "prod": "NoAccess"}, []any{sentRole("prod", "NoAccess")}},
		{acctest.Object{"dev": "EnvironmentAdmin"}, nil},
		{acctest.Object{"dev": "Environment admin"}, nil},
		{acctest.Object{"test": "Member"}, []any{sentRole("dev", "NoAccess"), sentRole("test", "Member")}},
	} {
		account.ResetRequests()
		config := bo(rolesIn(step.roles))
		require.Empty(t, instance.MustApply(t, config))
		instance.MustStay(t, config)
		if step.sent == nil {
			require.Empty(t, account.Writes())
			continue
		}
		require.Equal(t, []any{map[string]any{"env_roles": step.sent}}, bodies(account, http.MethodPut, member))
	}
}

// Where the roles of an invitation change before it is accepted, the state has the new
// ones, and what differs is set afterwards.
func TestCollaborator_changedWhilePending(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, ada())
	config := ada(rolesIn(acctest.Object{"dev": "Member", "prod": "Member"}))
	diags := instance.MustApply(t, config)
	require.Equal(t, []string{"workato_collaborator ada@acme.example: roles that wait for the invitation"}, diags.Summaries())
	require.Empty(t, account.Writes())
	instance.MustStay(t, config)

	_, err := account.AcceptInvitation(209, "")
	require.NoError(t, err)
	require.Empty(t, instance.Refresh(t))
	require.Equal(t, acctest.Object{"dev": "EnvironmentAdmin", "test": "Member", "prod": nil}, instance.Value(t, "environment_roles"))
	require.Empty(t, instance.MustApply(t, config))
	require.Equal(t, []any{map[string]any{"env_roles": []any{sentRole("dev", "Member"), sentRole("test", "NoAccess"), sentRole("prod", "Member")}}},
		bodies(account, http.MethodPut, member), "the invitation gave access to TEST, which is taken away")
	instance.MustStay(t, config)
}

// What the API takes only when it invites or adds enters the state, with one warning.
func TestCollaborator_createOnly(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before, after acctest.Object
		summary       string
	}{
		"name of somebody invited": {ada(), ada(acctest.Object{"name": "Ada Sample"}), "workato_collaborator ada@acme.example: a change that is not sent"},
		"name of a user":           {bo(acctest.Object{"name": "Bo"}), bo(acctest.Object{"name": "Bob"}), "workato_collaborator bo@acme.example: a change that is not sent"},
		"external id and time zone": {
			bo(acctest.Object{"name": "Bo", "external_id": "b-1", "time_zone": "London"}), bo(acctest.Object{"name": "Bo", "external_id": "b-2", "time_zone": "Berlin"}),
			"workato_collaborator bo@acme.example: a change that is not sent",
		},
		"groups":           {ada(), ada(acctest.Object{"user_group_ids": []any{"pf-x"}}), "workato_collaborator ada@acme.example: groups that are not sent"},
		"trigger, on bo":   {bo(), bo(acctest.Object{"invitation_trigger": "now"}), ""},
		"name, left out":   {bo(acctest.Object{"name": "Bo"}), bo(), ""},
		"oauth_id, erased": {bo(acctest.Object{"name": "Bo"}), bo(acctest.Object{"name": "Bo", "oauth_id": nil}), ""},
		"e-mail, spelled":  {ada(), ada(acctest.Object{"email": "ADA@acme.example"}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			instance := start(t, account, test.before)
			diags := instance.MustApply(t, test.after)
			if test.summary == "" {
				require.Empty(t, diags)
			} else {
				require.Equal(t, []string{test.summary}, diags.Summaries())
			}
			instance.MustStay(t, test.after)
			require.Empty(t, account.Writes())
		})
	}
}

func TestCollaborator_replaces(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before, change acctest.Object
		at             string
	}{
		"another customer":       {bo(), acctest.Object{"managed_customer_id": "210"}, "managed_customer_id"},
		"another address":        {bo(), acctest.Object{"email": "cy@acme.example"}, "email"},
		"another user":           {bo(), acctest.Object{"oauth_id": "cy"}, "oauth_id"},
		"added instead of asked": {ada(), acctest.Object{"oauth_id": "ada@acme.example"}, "oauth_id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			instance := start(t, account, test.before)
			plan, diags := instance.Plan(t, changed(maps.Clone(test.before), test.change))
			require.Empty(t, diags.Errors())
			require.Equal(t, []string{test.at}, plan.Replaces)
		})
	}
}

// What was changed in the console is shown, and put back in place.
func TestCollaborator_drift(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		environment string
		value       any
		seen        acctest.Object
		sent        any
	}{
		"another role":      {"dev", "Member", acctest.Object{"dev": "Member", "test": "Member", "prod": nil}, sentRole("dev", "EnvironmentAdmin")},
		"no access":         {"test", "NoAccess", acctest.Object{"dev": "EnvironmentAdmin", "test": nil, "prod": nil}, sentRole("test", "Member")},
		"no role":           {"test", nil, acctest.Object{"dev": "EnvironmentAdmin", "test": nil, "prod": nil}, sentRole("test", "Member")},
		"not managed: PROD": {"prod", "Member", acctest.Object{"dev": "EnvironmentAdmin", "test": "Member", "prod": nil}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			instance := start(t, account, bo())
			require.NoError(t, account.SetObjectField(sandbox.KindMember, account.Live(sandbox.KindMember)[0], test.environment, test.value))
			require.Empty(t, instance.Refresh(t))
			require.Equal(t, test.seen, instance.Value(t, "environment_roles"))
			require.Empty(t, instance.MustApply(t, bo()))
			instance.MustStay(t, bo())
			if test.sent == nil {
				require.Empty(t, account.Writes())
				return
			}
			require.Equal(t, []any{map[string]any{"env_roles": []any{test.sent}}}, bodies(account, http.MethodPut, member))
		})
	}
}

// People change their own name, address and time zone: that is no drift.
func TestCollaborator_profile(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, bo())
	for field, value := range map[string]any{"name": "Bob", "email": "bob@acme.example", "time_zone": "Berlin"} {
		require.NoError(t, account.SetObjectField(sandbox.KindMember, account.Live(sandbox.KindMember)[0], field, value))
	}
	before := maps.Clone(instance.Attributes)
	instance.MustStay(t, bo())
	require.Equal(t, before, instance.Attributes)
}
