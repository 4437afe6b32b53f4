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
	managerType = "workato_customer_manager"
	managers    = "/api/customer_managers"
	oneManager  = "/api/customer_managers/{id}"
)

// partner is an account with two customers, 209 and 210, and two collaborators of the
// admin workspace.
type partner struct {
	*acctest.Account
	alex, ariel string
}

func newPartner(t *testing.T, options ...sandbox.Option) *partner {
	t.Helper()
	p := &partner{Account: acctest.NewAccount(t, options...)}
	p.AddCustomer("Acme")
	p.AddCustomer("Bolt")
	p.alex = fmt.Sprint(p.AddTeamCollaborator("Alex", "alex@partner.example"))
	p.ariel = fmt.Sprint(p.AddTeamCollaborator("Ariel", "ariel@partner.example"))
	return p
}

// config gives Alex access to some customers, or to all if none is named.
func (p *partner) config(role string, customers ...any) acctest.Object {
	config := acctest.Object{"team_collaborator_id": p.alex, "role_id": role}
	if len(customers) == 0 {
		config["all_customers"] = true
	} else {
		config["permitted_workspace_ids"] = customers
	}
	return config
}

func (p *partner) instance(t *testing.T) *acctest.Instance {
	t.Helper()
	return p.Server(t).Instance(t, managerType)
}

// only is the id of the one manager that exists.
func (p *partner) only(t *testing.T) string {
	t.Helper()
	ids := p.Live(sandbox.KindCustomerManager)
	require.Len(t, ids, 1)
	return ids[0]
}

func TestCustomerManager_update(t *testing.T) {
	t.Parallel()
	p := newPartner(t)
	i := p.instance(t)
	bodies := []any{}
	for _, config := range []acctest.Object{p.config("247", "209"), p.config("2", "209"), p.config("2", "209", "210"), p.config("2"), p.config("247", "210")} {
		p.ResetRequests()
		require.Empty(t, i.MustApply(t, config))
		require.Len(t, p.Writes(), 1)
		bodies = append(bodies, p.Writes()[0].Body)
		i.MustStay(t, config)
		require.Equal(t, "Alex", i.Value(t, "name"))
		require.Equal(t, "alex@partner.example", i.Value(t, "email"))
	}
	require.Equal(t, "Customer Admin", i.Value(t, "role_name"))
	require.Equal(t, "map[permitted_workspace_ids:[209] role_id:247 team_collaborator_id:4321] map[permitted_workspace_ids:[209] role_id:2] map[permitted_workspace_ids:[209 210] role_id:2] map[permitted_workspace_ids:[] role_id:2] map[permitted_workspace_ids:[210] role_id:247]",
		fmt.Sprint(bodies[0], bodies[1], bodies[2], bodies[3], bodies[4]), "the customers go with each change: without them, it would be all")
	require.Empty(t, i.Apply(t, nil))
	require.Empty(t, p.Live(sandbox.KindCustomerManager))
}

func TestCustomerManager_replace(t *testing.T) {
	t.Parallel()
	p := newPartner(t)
	i := p.instance(t)
	i.MustApply(t, p.config("2"))
	config := p.config("2")
	config["team_collaborator_id"] = p.ariel
	plan, diags := i.Plan(t, config)
	require.Empty(t, diags)
	require.Equal(t, []string{"team_collaborator_id"}, plan.Replaces)
}

// What was changed in the console is shown, and put back in place.
func TestCustomerManager_drift(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		item     sandbox.CustomerManagerItem
		role     int
		changed  []int
		all, ids any
	}{
		"other customer":            {sandbox.CustomerManagerItemModerated, 247, []int{210}, nil, []any{"210"}},
		"all customers, other role": {sandbox.CustomerManagerItemModerated, 2, nil, true, nil},
		"all customers, permitted":  {sandbox.CustomerManagerItemPermitted, 247, nil, true, nil},
		"customers are not shown":   {sandbox.CustomerManagerItemPlain, 2, nil, nil, []any{"209"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPartner(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{CustomerManagerItem: test.item}}))
			i := p.instance(t)
			config := p.config("247", "209")
			i.MustApply(t, config)
			require.NoError(t, p.SetCustomerManager(p.only(t), test.role, test.changed...))
			require.Empty(t, i.Refresh(t))
			require.Equal(t, fmt.Sprint(test.role), i.Value(t, "role_id"))
			require.Equal(t, test.all, i.Value(t, "all_customers"))
			require.Equal(t, test.ids, i.Value(t, "permitted_workspace_ids"))
			require.Empty(t, i.MustApply(t, config))
			i.MustStay(t, config)
		})
	}
}

func TestCustomerManager_gone(t *testing.T) {
	t.Parallel()
	p := newPartner(t)
	i := p.instance(t)
	i.MustApply(t, p.config("2"))
	id := p.only(t)
	before := i.State
	p.Delete(t, sandbox.KindCustomerManager)
	diags := i.Refresh(t)
	require.False(t, i.Exists())
	require.Equal(t, []string{"workato_customer_manager " + id + " no longer exists"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "Two lists of the customer managers, a moment apart, lack it.")
	i.State = before
	require.Empty(t, i.Apply(t, nil), "what is gone already is deleted without a word")
}

// Another account looks like so many deletions.
func TestCustomerManager_allGone(t *testing.T) {
	t.Parallel()
	p := newPartner(t)
	server := p.Server(t)
	var states []acctest.State
	for n := range 3 {
		config := p.config("2")
		config["team_collaborator_id"] = fmt.Sprint(p.AddTeamCollaborator(fmt.Sprint("P", n), ""))
		state, diags := server.Create(t, managerType, config)
		require.Empty(t, diags)
		states = append(states, state)
	}
	p.Delete(t, sandbox.KindCustomerManager)
	server = p.Server(t)
	for n, want := range [][]string{nil, nil, {"All customer managers are missing"}} {
		_, diags := server.Read(t, states[n])
		require.Equal(t, want, diags.Errors().Summaries())
	}
}

func TestCustomerManager_notGone(t *testing.T) {
	t.Parallel()
	respond := func(status int, body string, count int) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: managers, Status: status, Count: count, Body: body}
	}
	for name, test := range map[string]struct {
		fault sandbox.Fault
		fails bool
	}{
		"unauthorized":  {respond(http.StatusUnauthorized, `{"message":"Unauthorized"}`, sandbox.Always), true},
		"forbidden":     {respond(http.StatusForbidden, `{"message":"Forbidden"}`, sandbox.Always), true},
		"no endpoint":   {respond(http.StatusNotFound, `{"message":"Not found"}`, sandbox.Always), true},
		"no list":       {respond(http.StatusOK, `{"result":{}}`, sandbox.Always), true},
		"lacks it once": {respond(http.StatusOK, `{"result":{"items":[]}}`, 1), false},
		"quota":         {respond(http.StatusTooManyRequests, "", 2), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPartner(t)
			server := p.Server(t)
			state, diags := server.Create(t, managerType, p.config("2"))
			require.Empty(t, diags)
			p.InjectFault(test.fault)
			after, diags := server.Read(t, state)
			require.Equal(t, test.fails, len(diags.Errors()) > 0, diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, state.Attributes, after.Attributes, "the state is as before")
			if test.fails {
				require.Equal(t, []string{"Cannot read workato_customer_manager"}, diags.Summaries())
			}
		})
	}
}

func TestCustomerManager_import(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		item  sandbox.CustomerManagerItem
		puts  int
		known bool
	}{
		"shown":              {sandbox.CustomerManagerItemModerated, 0, true},
		"shown as it is put": {sandbox.CustomerManagerItemPermitted, 0, true},
		"not shown":          {sandbox.CustomerManagerItemPlain, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPartner(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{CustomerManagerItem: test.item}}))
			p.API(t, http.MethodPost, managers, map[string]any{"team_collaborator_id": p.alex, "role_id": "247", "permitted_workspace_ids": []any{209}})
			server := p.Server(t)
			i := server.Instance(t, managerType)
			require.Empty(t, i.Import(t, p.only(t)))
			require.Equal(t, acctest.Object{"id": p.only(t)}, i.Identity)
			byIdentity, diags := server.ImportIdentity(t, managerType, i.Identity)
			require.Empty(t, diags)
			require.Equal(t, i.Attributes, byIdentity.Attributes)
			require.Equal(t, p.alex, i.Value(t, "team_collaborator_id"))
			require.Equal(t, test.known, i.Value(t, "permitted_workspace_ids") != nil)
			config := p.config("247", "209")
			plan, diags := i.Plan(t, config)
			require.Empty(t, diags)
			require.Equal(t, test.known, plan.NoChange())
			if !test.known {
				require.Empty(t, i.Carry(t, plan), "filled in, it is sent once, which cannot fail")
			}
			require.Len(t, p.RequestsMatching(http.MethodPut, oneManager), test.puts)
			i.MustStay(t, config)
		})
	}
	t.Run("no such manager", func(t *testing.T) {
		t.Parallel()
		p := newPartner(t)
		p.API(t, http.MethodPost, managers, map[string]any{"team_collaborator_id": p.alex, "role_id": "247"})
		_, diags := p.Server(t).Import(t, managerType, p.alex)
		require.Equal(t, []string{"Cannot import workato_customer_manager"}, diags.Summaries())
		require.Contains(t, diags[0].Detail, fmt.Sprintf("There are: Alex (%s).", p.only(t)))
	})
}

func TestCustomerManager_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		change  acctest.Object
		at, why string
	}{
		"neither":          {acctest.Object{}, "permitted_workspace_ids", "A customer manager without customers"},
		"both":             {acctest.Object{"permitted_workspace_ids": []any{"209"}, "all_customers": true}, "all_customers", "All customers, or some"},
		"not all":          {acctest.Object{"all_customers": false}, "all_customers", "Not all customers"},
		"not all, some":    {acctest.Object{"all_customers": false, "permitted_workspace_ids": []any{"209"}}, "all_customers", "Not all customers"},
		"no customer":      {acctest.Object{"permitted_workspace_ids": []any{}}, "permitted_workspace_ids", "A customer manager without customers"},
		"null customer":    {acctest.Object{"permitted_workspace_ids": []any{nil}}, "permitted_workspace_ids", "A customer without an id"},
		"empty customer":   {acctest.Object{"permitted_workspace_ids": []any{""}}, "permitted_workspace_ids[*]", "Invalid Attribute Value Length"},
		"empty role":       {acctest.Object{"role_id": "", "all_customers": true}, "role_id", "Invalid Attribute Value Length"},
		"nobody":           {acctest.Object{"team_collaborator_id": "", "all_customers": true}, "team_collaborator_id", "Invalid Attribute Value Length"},
		"unknown":          {acctest.Object{"permitted_workspace_ids": acctest.Unknown}, "", ""},
		"unknown customer": {acctest.Object{"permitted_workspace_ids": []any{acctest.Unknown}}, "", ""},
		"all or unknown":   {acctest.Object{"permitted_workspace_ids": acctest.Unknown, "all_customers": acctest.Unknown}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := acctest.Object{"team_collaborator_id": "4321", "role_id": "2"}
			maps.Copy(config, test.change)
			diags := server.Validate(t, managerType, config)
			if test.at == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, []string{test.at}, diags.Errors().Paths(), diags.String())
			require.Equal(t, []string{test.why}, diags.Errors().Summaries())
		})
	}
}

// An expression that comes out empty only in the apply must not give access to all.
func TestCustomerManager_emptyLate(t *testing.T) {
	t.Parallel()
	p := newPartner(t)
	server := p.Server(t)
	state, diags := server.Create(t, managerType, p.config("2", "209"))
	require.Empty(t, diags)
	p.ResetRequests()
	for _, late := range []any{[]any{}, []any{nil}, nil} {
		config := p.config("2", "209")
		config["permitted_workspace_ids"] = late
		for _, prior := range []acctest.State{server.Absent(t, managerType), state} {
			plan, diags := server.Plan(t, prior, config)
			require.Empty(t, diags)
			_, diags = server.Apply(t, plan)
			require.Equal(t, []string{"A customer manager without customers"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "The API takes an empty list for access to all customers")
		}
	}
	require.Empty(t, p.Requests())
}

func TestCustomerManager_exists(t *testing.T) {
	t.Parallel()
	p := newPartner(t)
	p.API(t, http.MethodPost, managers, map[string]any{"team_collaborator_id": p.alex, "role_id": 2})
	p.ResetRequests()
	i := p.instance(t)
	diags := i.Apply(t, p.config("247", "209"))
	require.False(t, i.Exists())
	require.Equal(t, []string{"Cannot create workato_customer_manager"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, fmt.Sprintf("id = %q", p.only(t)))
	require.Empty(t, p.Writes())
}

func TestCustomerManager_refused(t *testing.T) {
	t.Parallel()
	p := newPartner(t)
	for name, test := range map[string]struct {
		change acctest.Object
		at     string
	}{
		"no such collaborator": {acctest.Object{"team_collaborator_id": "1"}, "team_collaborator_id"},
		"no such role":         {acctest.Object{"role_id": "1"}, "role_id"},
		"no such customer":     {acctest.Object{"permitted_workspace_ids": []any{"1"}}, "permitted_workspace_ids"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := p.config("2", "209")
			maps.Copy(config, test.change)
			i := p.instance(t)
			diags := i.Apply(t, config)
			require.False(t, i.Exists())
			require.Equal(t, []string{"Cannot create workato_customer_manager"}, diags.Summaries())
			require.Equal(t, []string{test.at}, diags.Paths())
		})
	}
}

func TestCustomerManager_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, managers) {
		for what, differ := range map[string]bool{"": false, ", ids differ": true} {
			t.Run(name+what, func(t *testing.T) {
				t.Parallel()
				p := newPartner(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{CustomerManagerUserIDs: differ}}))
				p.API(t, http.MethodPost, managers, map[string]any{"team_collaborator_id": p.ariel, "role_id": 2})
				p.ResetRequests()
				p.InjectFault(fault)
				i := p.instance(t)
				diags := i.MustApply(t, p.config("2", "209"))
				ids := p.Live(sandbox.KindCustomerManager)
				require.Len(t, ids, 2)
				require.Equal(t, ids[1], i.Value(t, "id"))
				require.Equal(t, []string{"workato_customer_manager " + ids[1] + " was created although the answer was lost"}, diags.Summaries())
				require.Len(t, p.Writes(), 1)
				i.MustStay(t, p.config("2", "209"))
			})
		}
	}
}

// The id of the user in the list is not that of the collaborator: everything but an
// import works all the same.
func TestCustomerManager_idsDiffer(t *testing.T) {
	t.Parallel()
	p := newPartner(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{CustomerManagerUserIDs: true}}))
	i := p.instance(t)
	for _, config := range []acctest.Object{p.config("2", "209"), p.config("247")} {
		require.Empty(t, i.MustApply(t, config))
		i.MustStay(t, config)
	}
	again := p.instance(t)
	diags := again.Apply(t, p.config("2"))
	require.Equal(t, []string{"Cannot create workato_customer_manager"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "team_collaborator_id has already been taken")
	require.Len(t, p.Live(sandbox.KindCustomerManager), 1)
}

// An older endpoint changes the role alone, and says so where it shows the customers.
func TestCustomerManager_roleOnly(t *testing.T) {
	t.Parallel()
	p := newPartner(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{CustomerManagerRoleOnly: true}}))
	i := p.instance(t)
	i.MustApply(t, p.config("2", "209"))
	require.Empty(t, i.MustApply(t, p.config("247", "209")))
	diags := i.Apply(t, p.config("2", "210"))
	require.Equal(t, []string{"Cannot update workato_customer_manager"}, diags.Summaries())
	require.Equal(t, []string{"permitted_workspace_ids"}, diags.Paths())
	require.Contains(t, diags[0].Detail, "its answer shows other customers: 209.")
	require.Equal(t, []any{"209"}, i.Value(t, "permitted_workspace_ids"))
	require.Equal(t, "2", i.Value(t, "role_id"))
}

func TestCustomerManagerDataSources(t *testing.T) {
	t.Parallel()
	for name, item := range map[string]sandbox.CustomerManagerItem{
		"moderated": sandbox.CustomerManagerItemModerated, "plain": sandbox.CustomerManagerItemPlain, "permitted": sandbox.CustomerManagerItemPermitted,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPartner(t, sandbox.WithReadings(sandbox.Readings{StringIDs: true, ManagerReadings: sandbox.ManagerReadings{CustomerManagerItem: item}}))
			p.API(t, http.MethodPost, managers, map[string]any{"team_collaborator_id": p.alex, "role_id": "247", "permitted_workspace_ids": []any{209}})
			p.API(t, http.MethodPost, managers, map[string]any{"team_collaborator_id": p.ariel, "role_id": "2"})
			server := p.Server(t)
			alex := acctest.Object{
				"id": "1234", "user_id": p.alex, "name": "Alex", "email": "alex@partner.example", "avatar_url": nil, "role_id": "247",
				"role_name": "Customer Admin", "system_role": false, "all_customers": false, "permitted_workspace_ids": []any{"209"},
			}
			if item == sandbox.CustomerManagerItemPlain {
				alex["all_customers"], alex["permitted_workspace_ids"] = nil, nil
			}
			got, diags := server.Data(t, "workato_customer_managers", acctest.Object{})
			require.Empty(t, diags)
			rows, isList := got["customer_managers"].([]any)
			require.True(t, isList)
			require.Len(t, rows, 2)
			require.Equal(t, alex, rows[0])

			got, diags = server.Data(t, managerType, acctest.Object{"id": "1234"})
			require.Empty(t, diags)
			require.Equal(t, alex, got)
			alex["email"] = "Alex@Partner.example"
			got, diags = server.Data(t, managerType, acctest.Object{"email": "Alex@Partner.example"})
			require.Empty(t, diags)
			require.Equal(t, alex, got)
			_, diags = server.Data(t, managerType, acctest.Object{"email": "bo@partner.example"})
			require.Equal(t, []string{"email"}, diags.Paths())
			require.Contains(t, diags[0].Detail, `There is none with the email "bo@partner.example". There are: alex@partner.example, ariel@partner.example.`)
		})
	}
}
