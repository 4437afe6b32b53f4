package apiclient_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestAPIClient_basic(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	agent := h.agent(t)
	require.Empty(t, agent.MustApply(t, h.config(nil)))
	require.Equal(t, h.works(t), agent.Value(t, "token"))
	require.Equal(t, "dev", agent.Value(t, "environment_name"), "as the configuration spells it")
	for _, name := range []string{"id", "environment_id", "created_at", "token_updated_at"} {
		require.NotEmpty(t, agent.Value(t, name), name)
	}
	require.Len(t, h.Requests(), 2, "one look, one creation, and nothing else: %v", h.Requests())
	sent, _ := h.RequestsMatching(http.MethodPost, clientsRoute)[0].Body.(map[string]any)
	require.Equal(t, "dev", sent["environment_name"], "as the user wrote it")
	require.NotContains(t, sent, "folder_ids")
	agent.MustStay(t, h.config(nil))
	require.Empty(t, agent.Apply(t, nil).Errors().String())
	require.Empty(t, h.Live(sandbox.KindAPIClient))
}

// Each argument is set, changed and cleared in place; the token stays.
func TestAPIClient_update(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	one, two := h.folder(t, h.number, "One"), h.folder(t, h.number, "Two")
	agent := h.made(t, nil)
	id, token := agent.Value(t, "id"), agent.Value(t, "token")
	inDev := agent.Value(t, "environment_id")
	for _, change := range []acctest.Object{
		{"name": "Robot"},
		{"api_privilege_group_id": h.other},
		{"all_folders": false, "folder_ids": []any{one, two}},
		{"all_folders": false, "folder_ids": []any{two}},
		{"environment_name": "TEST"},
	} {
		h.ResetRequests()
		require.Empty(t, agent.MustApply(t, h.config(change)), change)
		require.Len(t, h.Requests(), 1, "one call for a change: %v", change)
		require.Equal(t, id, agent.Value(t, "id"))
		require.Equal(t, token, agent.Value(t, "token"))
		agent.MustStay(t, h.config(change))
	}
	require.NotEqual(t, inDev, agent.Value(t, "environment_id"), "it has moved to TEST")
	// Left out, the environment stays what it is.
	agent.MustStay(t, h.config(acctest.Object{"environment_name": nil}))
	h.ResetRequests()
	agent.MustStay(t, h.config(acctest.Object{"environment_name": "test"}))
	require.Empty(t, h.Writes(), "another spelling is no change")
}

// Everything is sent, since what becomes of what is left out is not documented, and in
// the spelling of the configuration.
func TestAPIClient_updateSends(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	one := h.folder(t, h.number, "One")
	agent := h.made(t, acctest.Object{"all_folders": false, "folder_ids": []any{one}})
	agent.MustApply(t, h.config(acctest.Object{"name": "Robot", "environment_name": "Dev", "all_folders": false, "folder_ids": []any{one}}))
	sent, _ := h.RequestsMatching(http.MethodPut, clientRoute)[0].Body.(map[string]any)
	require.Equal(t, "Robot", sent["name"])
	require.Equal(t, "Dev", sent["environment_name"])
	require.Len(t, sent, 5)
}

// Whatever is changed in the console is shown, and put right in place.
func TestAPIClient_drift(t *testing.T) {
	t.Parallel()
	for key, value := range map[string]any{
		"name": "Renamed", "api_privilege_group_id": "other", "all_folders": false, "environment_name": "prod",
	} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			if value == "other" {
				value = h.other
			}
			agent := h.made(t, nil)
			before := agent.Value(t, key)
			id, _ := agent.Value(t, "id").(string)
			require.NoError(t, h.SetObjectField(sandbox.KindAPIClient, id, key, value))
			require.Empty(t, agent.Refresh(t))
			require.NotEqual(t, before, agent.Value(t, key), "the change is shown")
			require.Empty(t, agent.MustApply(t, h.config(nil)))
			require.Equal(t, before, agent.Value(t, key))
			require.Equal(t, h.works(t), agent.Value(t, "token"))
			agent.MustStay(t, h.config(nil))
		})
	}
	t.Run("folder_ids", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		want := acctest.Object{"all_folders": false, "folder_ids": []any{h.folder(t, h.number, "One")}}
		agent := h.made(t, want)
		id, _ := agent.Value(t, "id").(string)
		require.NoError(t, h.SetObjectField(sandbox.KindAPIClient, id, "folder_ids", []int{}))
		agent.Refresh(t)
		require.Equal(t, []any{}, agent.Value(t, "folder_ids"))
		agent.MustApply(t, h.config(want))
		agent.MustStay(t, h.config(want))
	})
}

func TestAPIClient_disappears(t *testing.T) {
	t.Parallel()
	for kind, how := range map[string]string{
		sandbox.KindAPIClient: "The API answers 404 for it, twice and a moment apart, while its customer 209 answers.",
		sandbox.KindCustomer:  "Its customer 209 is gone, and its API clients with it.",
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			agent := h.made(t, nil)
			id, _ := agent.Value(t, "id").(string)
			h.Delete(t, kind)
			diags := agent.Refresh(t)
			require.False(t, agent.Exists())
			require.Equal(t, []string{"workato_api_client " + id + " no longer exists"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, how)
		})
	}
}

// An import knows no token, needs no plan, and gets a token when it is asked for.
func TestAPIClient_import(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	require.NoError(t, h.SetCustomerField(h.number, "external_id", "acme/1"))
	folder := h.folder(t, h.number, "One")
	want := h.config(acctest.Object{"all_folders": false, "folder_ids": []any{folder}})
	h.made(t, want)
	before := h.works(t)
	id := h.Live(sandbox.KindAPIClient)[0]
	for name, imported := range map[string]string{"numeric": h.customer, "external": "Eacme%2F1"} {
		agent := h.agent(t)
		require.Empty(t, agent.Import(t, imported+"/"+id), name)
		require.Nil(t, agent.Value(t, "token"))
		require.Equal(t, "DEV", agent.Value(t, "environment_name"))
		require.Equal(t, acctest.Object{"managed_customer_id": h.customer, "id": id}, agent.Identity)
		agent.MustStay(t, want)
		require.Nil(t, agent.Value(t, "token"))
	}
	agent := h.agent(t)
	agent.Import(t, h.customer+"/"+id)
	want["token_version"] = 1.0
	diags := agent.MustApply(t, want)
	require.Equal(t, []string{"workato_api_client " + id + " (Agent) will get another token"}, diags.Summaries())
	require.NotEqual(t, before, h.works(t))
	require.Equal(t, h.works(t), agent.Value(t, "token"))

	for id, summary := range map[string]string{
		"209": "Invalid import id of workato_api_client", "209/": "Invalid import id of workato_api_client",
		"209/1": "Cannot import workato_api_client", "999/1": "Cannot import workato_api_client", "Enobody/1": "Cannot import workato_api_client",
	} {
		diags := h.agent(t).Import(t, id)
		require.Equal(t, []string{summary}, diags.Errors().Summaries(), id)
	}
}

func TestAPIClient_validation(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	server := h.Server(t)
	for name, test := range map[string]struct {
		change acctest.Object
		at     string
	}{
		"no name":              {acctest.Object{"name": ""}, "name"},
		"blank around":         {acctest.Object{"name": " Agent"}, "name"},
		"empty role":           {acctest.Object{"api_privilege_group_id": ""}, "api_privilege_group_id"},
		"folders beside all":   {acctest.Object{"folder_ids": []any{"1"}}, "folder_ids"},
		"no folders":           {acctest.Object{"all_folders": false}, "folder_ids"},
		"empty folders":        {acctest.Object{"all_folders": false, "folder_ids": []any{}}, "folder_ids"},
		"empty folder":         {acctest.Object{"all_folders": false, "folder_ids": []any{""}}, "folder_ids[*]"},
		"empty environment":    {acctest.Object{"environment_name": ""}, "environment_name"},
		"unknown all_folders":  {acctest.Object{"all_folders": acctest.Unknown}, ""},
		"unknown folder_ids":   {acctest.Object{"all_folders": false, "folder_ids": acctest.Unknown}, ""},
		"another environment?": {acctest.Object{"environment_name": "Staging"}, ""},
	} {
		diags := server.Validate(t, clientType, h.config(test.change))
		if test.at == "" {
			require.Empty(t, diags, name)
			continue
		}
		require.Equal(t, []string{test.at}, diags.Errors().Paths(), name)
	}
	require.Empty(t, h.Requests())
}

// A refusal lands on the argument at fault.
func TestAPIClient_refused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change acctest.Object
		at     string
	}{
		"no environment":      {acctest.Object{"environment_name": nil}, "environment_name"},
		"another environment": {acctest.Object{"environment_name": "Staging"}, "environment_name"},
		"no such folder":      {acctest.Object{"all_folders": false, "folder_ids": []any{"1"}}, "folder_ids"},
		"no such role":        {acctest.Object{"api_privilege_group_id": "1"}, "api_privilege_group_id"},
		"role is no id":       {acctest.Object{"api_privilege_group_id": "Agent write"}, "api_privilege_group_id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			agent := h.agent(t)
			diags := agent.Apply(t, h.config(test.change))
			require.Equal(t, []string{"Cannot create workato_api_client"}, diags.Errors().Summaries())
			require.Equal(t, []string{test.at}, diags.Errors().Paths())
			require.False(t, agent.Exists())
		})
	}
}

// Names are no proven key, so what is there is not taken over, whatever its letter case.
func TestAPIClient_exists(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, err := h.AddAPIClient(h.number, "AGENT")
	require.NoError(t, err)
	agent := h.agent(t)
	diags := agent.Apply(t, h.config(nil))
	require.Equal(t, []string{"Cannot create workato_api_client"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, `id = "209/`+h.Live(sandbox.KindAPIClient)[0]+`"`)
	require.Empty(t, h.Writes())
}

// A customer without Environments needs no name, and has one all the same.
func TestAPIClient_withoutEnvironments(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other := h.AddCustomer("Other")
	h.customer = itoa(other)
	h.role = h.roleNamed(t, "Agent write")
	agent := h.agent(t)
	want := h.config(acctest.Object{"environment_name": nil})
	require.Empty(t, agent.MustApply(t, want))
	require.Equal(t, "DEV", agent.Value(t, "environment_name"))
	agent.MustStay(t, want)
	agent.MustStay(t, h.config(acctest.Object{"environment_name": "Development"}))
}

func TestAPIClient_notGone(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"forbidden": {Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`}, "service down": {Status: http.StatusInternalServerError},
		"no object": {Status: http.StatusOK, Body: `{"result":{}}`}, "web page": {Action: sandbox.HTML},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			server := h.Server(t)
			agent := h.made(t, nil)
			fault.Method, fault.Route, fault.Count = http.MethodGet, clientRoute, sandbox.Always
			h.InjectFault(fault)
			state, diags := server.Read(t, agent.State)
			require.Equal(t, []string{"Cannot read workato_api_client"}, diags.Errors().Summaries())
			require.Equal(t, agent.Attributes, state.Attributes)
		})
	}
}
