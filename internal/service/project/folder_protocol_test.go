package project_test

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	folderType  = "workato_folder"
	foldersType = "workato_folders"
	folderRoute = "/api/managed_users/{id}/folders/{id}"
)

// office is an account with a customer that has a project, in the folder 4502, and in
// it the folders Orders (4503), and Old (4504), which holds Older (4505).
type office struct{ *acctest.Account }

func newOffice(t *testing.T, readings sandbox.Readings) office {
	t.Helper()
	o := office{acctest.NewAccount(t, sandbox.WithReadings(readings))}
	addProject(t, o.Account, o.AddCustomer("Acme"), "Onboarding")
	o.addFolder(t, "4502", "Orders")
	o.addFolder(t, "4502", "Old")
	o.addFolder(t, "4504", "Older")
	o.ResetRequests()
	return o
}

func (o office) addFolder(t *testing.T, parent, name string) string {
	t.Helper()
	made, ok := o.API(t, http.MethodPost, "/api/managed_users/209/folders", map[string]any{"parent_id": parent, "name": name}).(map[string]any)
	require.True(t, ok)
	return fmt.Sprint(made["id"])
}

func leads(more acctest.Object) acctest.Object {
	out := acctest.Object{"environment_id": "209", "parent_id": "4502", "name": "Leads"}
	maps.Copy(out, more)
	return out
}

// newLeads returns a folder that the provider has made: 4506.
func (o office) newLeads(t *testing.T) *acctest.Instance {
	t.Helper()
	folder := o.Server(t).Instance(t, folderType)
	require.Empty(t, folder.MustApply(t, leads(nil)))
	require.Equal(t, "4506", folder.Value(t, "id"))
	o.ResetRequests()
	return folder
}

func TestFolder_basic(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"plainest": {}, "strings, bare lists": {StringIDs: true, BareLists: true}, "wrapped": {WrapFolders: true, FolderReplyHasProjectID: true},
		"filled folders stay": {FolderReadings: sandbox.FolderReadings{FilledFoldersStay: true}},
		"empty lists":         {FolderReadings: sandbox.FolderReadings{UnknownParentIsEmpty: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, readings)
			folder := o.newLeads(t)
			require.Equal(t, leads(acctest.Object{"id": "4506"}), folder.Attributes)
			require.Equal(t, acctest.Object{"environment_id": "209", "id": "4506"}, folder.Identity)
			folder.MustStay(t, leads(nil))
			require.Len(t, o.Requests(), 2, "one list for each refresh")
			require.Empty(t, folder.MustApply(t, nil))
			require.NotContains(t, o.Live(sandbox.KindFolder), "4506")
			require.Empty(t, o.Duplicates())
		})
	}
}

// A folder is renamed, moved, or both, in place and in one call.
func TestFolder_update(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	folder := o.newLeads(t)
	for _, change := range []acctest.Object{
		{"name": "Contacts"}, {"name": "Contacts", "parent_id": "4503"}, {"parent_id": "4505"},
	} {
		folder.MustApply(t, leads(change))
		require.Equal(t, "4506", folder.Value(t, "id"))
		folder.MustStay(t, leads(change))
	}
	bodies := []any{}
	for _, update := range o.RequestsMatching(http.MethodPut, folderRoute) {
		bodies = append(bodies, fmt.Sprint(update.Body))
	}
	require.Equal(t, []any{"map[name:Contacts]", "map[parent_id:4503]", "map[name:Leads parent_id:4505]"}, bodies)

	plan, diags := folder.Plan(t, leads(acctest.Object{"environment_id": "300"}))
	require.Empty(t, diags)
	require.Equal(t, []string{"environment_id"}, plan.Replaces)
}

// What happened in the console is shown, and put back in place.
func TestFolder_drift(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*testing.T, office)
		want   acctest.Object
	}{
		"renamed": {func(t *testing.T, o office) {
			t.Helper()
			require.NoError(t, o.SetObjectField(sandbox.KindFolder, "4506", "name", "L"))
		}, acctest.Object{"name": "L"}},
		"moved":     {func(t *testing.T, o office) { t.Helper(); require.NoError(t, o.MoveFolder(209, "4506", "4503")) }, acctest.Object{"parent_id": "4503"}},
		"moved far": {func(t *testing.T, o office) { t.Helper(); require.NoError(t, o.MoveFolder(209, "4506", "4505")) }, acctest.Object{"parent_id": "4505"}},
		"and parent is gone": {func(t *testing.T, o office) {
			t.Helper()
			addProject(t, o.Account, 209, "Another")
			require.NoError(t, o.MoveFolder(209, "4506", "4507"))
			require.NoError(t, o.DeleteObject(sandbox.KindProject, "60001"))
		}, acctest.Object{"parent_id": "4507"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			folder := o.newLeads(t)
			test.change(t, o)
			require.Empty(t, folder.Refresh(t))
			want := leads(acctest.Object{"id": "4506"})
			maps.Copy(want, test.want)
			require.Equal(t, want, folder.Attributes)
			plan, diags := folder.Plan(t, leads(nil))
			require.Empty(t, diags)
			require.Empty(t, plan.Replaces)
			require.False(t, plan.NoChange())
			if name != "and parent is gone" {
				folder.MustApply(t, leads(nil))
				folder.MustStay(t, leads(nil))
			}
		})
	}
}

// Only what is proved to be gone leaves the state.
func TestFolder_disappears(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		readings  sandbox.FolderReadings
		kind, how string
	}{
		"deleted":                       {kind: sandbox.KindFolder, how: "The API answers 404 for it, twice and a moment apart, while its environment 209 answers."},
		"deleted with project":          {kind: sandbox.KindProject, how: "The API answers 404 for it, twice and a moment apart, while its environment 209 answers."},
		"deleted with customer":         {kind: sandbox.KindCustomer, how: "Its environment 209 is gone, and its folders with it."},
		"deleted, lists are empty":      {sandbox.FolderReadings{UnknownParentIsEmpty: true}, sandbox.KindFolder, "Two searches of all folders of the environment 209, a moment apart, lack it."},
		"with project, lists are empty": {sandbox.FolderReadings{UnknownParentIsEmpty: true}, sandbox.KindProject, "Two searches of all folders of the environment 209, a moment apart, lack it."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{FolderReadings: test.readings})
			folder := o.newLeads(t)
			switch test.kind {
			case sandbox.KindFolder:
				require.NoError(t, o.DeleteObject(test.kind, "4506"))
			default:
				o.Delete(t, test.kind)
			}
			diags := folder.Refresh(t)
			require.False(t, folder.Exists())
			require.Equal(t, []string{"workato_folder 4506 no longer exists"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, test.how)
		})
	}
}

func TestFolder_notGone(t *testing.T) {
	t.Parallel()
	const route = "/api/managed_users/{id}/folders"
	always := func(status int, body string) sandbox.Fault {
		return sandbox.Fault{Status: status, Body: body, Count: sandbox.Always}
	}
	for name, test := range map[string]struct {
		fault  sandbox.Fault
		errors []string
	}{
		"forbidden":        {always(http.StatusForbidden, `{"message":"Forbidden"}`), []string{"Cannot read workato_folder"}},
		"service down":     {always(http.StatusServiceUnavailable, ""), []string{"Cannot read workato_folder"}},
		"no list":          {always(http.StatusOK, `{"result":null}`), []string{"Cannot read workato_folder"}},
		"one list lacks":   {sandbox.Fault{Status: http.StatusOK, Body: `{"result":[]}`}, nil},
		"one 404":          {sandbox.Fault{Status: http.StatusNotFound, Body: `{"message":"Not found"}`}, nil},
		"two lists, 404":   {sandbox.Fault{Status: http.StatusNotFound, Body: `{"message":"Not found"}`, Count: 2}, nil},
		"down for a while": {sandbox.Fault{Status: http.StatusBadGateway, Count: 2}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			folder := o.newLeads(t)
			test.fault.Method, test.fault.Route = http.MethodGet, route
			o.InjectFault(test.fault)
			after, diags := o.Server(t).Read(t, folder.State)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, folder.Attributes, after.Attributes)
		})
	}
}

// The search for a folder that was moved has an end, and then nothing is dropped.
func TestFolder_movedTooFar(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	folder := o.newLeads(t)
	deep := "4505"
	for i := range 100 {
		deep = o.addFolder(t, deep, strconv.Itoa(i))
	}
	require.NoError(t, o.MoveFolder(209, "4506", deep))
	o.ResetRequests()
	after, diags := o.Server(t).Read(t, folder.State)
	require.Equal(t, folder.Attributes, after.Attributes)
	require.Equal(t, []string{"Cannot read workato_folder"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "it is in none of the first 100 folders of the environment 209")
	require.Contains(t, diags[0].Detail, "removed block")
	require.Len(t, o.Requests(), 102)
}

func TestFolder_import(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	require.NoError(t, o.SetCustomerField(209, "external_id", "acme"))
	want := acctest.Object{"id": "4505", "environment_id": "209", "parent_id": "4504", "name": "Older"}
	for name, id := range map[string]string{"numeric id": "209/4505", "external id": "Eacme/4505"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := o.Server(t).Instance(t, folderType)
			require.Empty(t, folder.Import(t, id))
			require.Equal(t, want, folder.Attributes)
			folder.MustStay(t, acctest.Object{"environment_id": "209", "parent_id": "4504", "name": "Older"})
		})
	}
	t.Run("identity", func(t *testing.T) {
		t.Parallel()
		state, diags := o.Server(t).ImportIdentity(t, folderType, acctest.Object{"environment_id": "209", "id": "4505"})
		require.Empty(t, diags)
		require.Equal(t, want, state.Attributes)
	})
	for name, test := range map[string]struct{ id, summary, reason string }{
		"one part":       {"4505", "Invalid import id of workato_folder", "it has 1 part instead of 2"},
		"no such folder": {"209/1", "Cannot import workato_folder", "The environment 209 has no folder 1"},
		"not a number":   {"209/Older", "Cannot import workato_folder", "The environment 209 has no folder Older"},
		"no environment": {"999/4505", "Cannot import workato_folder", "Its environment 999 is gone"},
		"project folder": {"209/4502", "Cannot import workato_folder", "import {\n    to = workato_project.NAME\n    id = \"209/60001\"\n  }"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := o.Server(t).Import(t, folderType, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}

func TestFolder_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		change acctest.Object
		at     []string
	}{
		"no name":     {acctest.Object{"name": ""}, []string{"name"}},
		"blank after": {acctest.Object{"name": "Leads "}, []string{"name"}},
		"no parent":   {acctest.Object{"parent_id": nil}, []string{"parent_id"}},
		"empty":       {acctest.Object{"parent_id": "", "environment_id": ""}, []string{"environment_id", "parent_id"}},
		"unknown":     {acctest.Object{"name": acctest.Unknown, "parent_id": acctest.Unknown, "environment_id": acctest.Unknown}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.ElementsMatch(t, test.at, server.Validate(t, folderType, leads(test.change)).Errors().Paths())
		})
	}
}

func TestFolder_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, folders) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			o.InjectFault(fault)
			folder := o.Server(t).Instance(t, folderType)
			diags := folder.MustApply(t, leads(nil))
			require.Equal(t, []string{"workato_folder 4506 was created although the answer was lost"}, diags.Summaries())
			require.Len(t, o.Writes(), 1)
			require.Empty(t, o.Duplicates())
			folder.MustStay(t, leads(nil))
		})
	}
}

// What cannot be created, and why.
func TestFolder_createRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		readings sandbox.Readings
		config   acctest.Object
		at       string
		words    []string
	}{
		"exists": {
			config: acctest.Object{"name": "Orders"},
			words:  []string{`There is already one with the name "Orders" in the folder 4502 (id 4503).`, "import {\n    to = workato_folder.NAME\n    id = \"209/4503\"\n  }"},
		},
		"id of the project": {
			config: acctest.Object{"parent_id": "60001"},
			words:  []string{"The API said: Not found.", "the environment 209 has no folder 60001", "folder_id, not its id", "GET /api/managed_users/{id}/folders, status 404"},
		},
		"id of the project, lists are empty": {
			readings: sandbox.Readings{FolderReadings: sandbox.FolderReadings{UnknownParentIsEmpty: true}}, config: acctest.Object{"parent_id": "60001"},
			words: []string{"the environment 209 has no folder 60001", "POST /api/managed_users/{id}/folders, status 404", "The call changed nothing."},
		},
		"home folder": {
			readings: sandbox.Readings{FolderReplyHasProjectID: true}, config: acctest.Object{"parent_id": "4501", "name": "Onboarding"},
			at: "parent_id", words: []string{"a folder there is a project", "workato_project", "Nothing was created."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, test.readings)
			before := len(o.Live(sandbox.KindFolder))
			folder := o.Server(t).Instance(t, folderType)
			diags := folder.Apply(t, leads(test.config))
			require.False(t, folder.Exists())
			require.Equal(t, []string{"Cannot create workato_folder"}, diags.Summaries())
			require.Equal(t, []string{test.at}, diags.Paths())
			for _, words := range test.words {
				require.Contains(t, diags[0].Detail, words)
			}
			require.Len(t, o.Live(sandbox.KindFolder), before)
		})
	}
}

// A folder that turns out to be a project is not lost, and the user is told.
func TestFolder_isProject(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{FolderReplyHasProjectID: true}))
	account.AddCustomer("Acme")
	folder := account.Server(t).Instance(t, folderType)
	diags := folder.MustApply(t, leads(acctest.Object{"parent_id": "4501"}))
	require.Equal(t, []string{"workato_folder 4502 is a project"}, diags.Summaries())
	require.True(t, folder.Exists())
}

func TestFolder_deleteRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{FolderReadings: sandbox.FolderReadings{FilledFoldersStay: true}})
	folder := o.newLeads(t)
	inner := o.addFolder(t, "4506", "Inner")
	diags := folder.Apply(t, nil)
	require.True(t, folder.Exists(), "what could not be deleted stays in the state")
	require.Equal(t, []string{"Cannot delete workato_folder"}, diags.Summaries())
	for _, words := range []string{
		"The API said: Cannot destroy folder.", "DELETE /api/managed_users/{id}/folders/{folder}, status 403 (Forbidden)",
		"holds recipes, connections or folders which are in use", "as it does for a missing permission", "removed block", "The call changed nothing.",
	} {
		require.Contains(t, diags[0].Detail, words)
	}
	require.NoError(t, o.DeleteObject(sandbox.KindFolder, inner))
	require.Empty(t, folder.Apply(t, nil))
	require.False(t, folder.Exists())
}

// What is gone already is deleted without a word.
func TestFolder_deleteTwice(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	folder := o.newLeads(t)
	require.NoError(t, o.DeleteObject(sandbox.KindFolder, "4506"))
	require.Empty(t, folder.Apply(t, nil))
}

func TestFolder_updateRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	folder := o.newLeads(t)
	diags := folder.Apply(t, leads(acctest.Object{"parent_id": "4506"}))
	require.Equal(t, []string{"Cannot update workato_folder"}, diags.Summaries())
	require.Equal(t, []string{"parent_id"}, diags.Paths())
	require.Equal(t, "4502", folder.Value(t, "parent_id"))
}

func TestFolderDataSource(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	server := o.Server(t)
	o.addFolder(t, "4503", "Twin")
	o.addFolder(t, "4503", "Twin")
	older := acctest.Object{"id": "4505", "environment_id": "209", "parent_id": "4504", "name": "Older"}
	for name, config := range map[string]acctest.Object{
		"by id": {"id": "4505"}, "by name": {"parent_id": "4504", "name": "Older"},
	} {
		config["environment_id"] = "209"
		got, diags := server.Data(t, folderType, config)
		require.Empty(t, diags, name)
		require.Equal(t, older, got, name)
	}
	for name, test := range map[string]struct {
		config acctest.Object
		words  string
	}{
		"no such id":     {acctest.Object{"id": "1"}, "There is no such folder in this environment"},
		"no such name":   {acctest.Object{"parent_id": "4502", "name": "orders"}, `There is none with the name "orders". There are: Old, Orders.`},
		"twins":          {acctest.Object{"parent_id": "4503", "name": "Twin"}, "ids 4506, 4507. Choose one by its id."},
		"no such parent": {acctest.Object{"parent_id": "60001", "name": "Orders"}, "folder_id, not its id"},
	} {
		test.config["environment_id"] = "209"
		_, diags := server.Data(t, folderType, test.config)
		require.Equal(t, []string{"Cannot read workato_folder"}, diags.Summaries(), name)
		require.Contains(t, diags[0].Detail, test.words, name)
	}

	empty := newOffice(t, sandbox.Readings{FolderReadings: sandbox.FolderReadings{UnknownParentIsEmpty: true}})
	_, diags := empty.Server(t).Data(t, folderType, acctest.Object{"environment_id": "209", "id": "1"})
	require.Contains(t, diags.String(), "the environment 209 has no folder 1, or the token cannot see it.")
}

func TestFoldersDataSource(t *testing.T) {
	t.Parallel()
	server := newOffice(t, sandbox.Readings{}).Server(t)
	row := func(id, name, parent string) acctest.Object {
		return acctest.Object{"id": id, "name": name, "parent_id": parent}
	}
	for name, test := range map[string]struct {
		config acctest.Object
		want   []any
	}{
		"in a project": {acctest.Object{"parent_id": "4502"}, []any{row("4503", "Orders", "4502"), row("4504", "Old", "4502")}},
		"by name":      {acctest.Object{"parent_id": "4502", "name": "Old"}, []any{row("4504", "Old", "4502")}},
		"at the top":   {acctest.Object{}, []any{row("4502", "Onboarding", "4501")}},
		"empty":        {acctest.Object{"parent_id": "4505"}, []any{}},
	} {
		test.config["environment_id"] = "209"
		got, diags := server.Data(t, foldersType, test.config)
		require.Empty(t, diags, name)
		require.Equal(t, test.want, got["folders"], name)
	}
	_, diags := server.Data(t, foldersType, acctest.Object{"environment_id": "209", "parent_id": "1"})
	require.Equal(t, []string{"Cannot read workato_folders"}, diags.Errors().Summaries())
}

func TestProjectDataSource(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	server := o.Server(t)
	require.NoError(t, o.SetObjectField(sandbox.KindProject, "60001", "description", "First"))
	addProject(t, o.Account, 209, "Twin")
	addProject(t, o.Account, 209, "Twin")
	want := acctest.Object{"environment_id": "209", "id": "60001", "name": "Onboarding", "folder_id": "4502", "description": "First"}
	for argument, value := range map[string]string{"id": "60001", "name": "Onboarding", "folder_id": "4502"} {
		got, diags := server.Data(t, typeName, acctest.Object{"environment_id": "209", argument: value})
		require.Empty(t, diags, argument)
		require.Equal(t, want, got, argument)
	}
	for argument, value := range map[string]string{"id": "4502", "name": "onboarding", "folder_id": "60001"} {
		_, diags := server.Data(t, typeName, acctest.Object{"environment_id": "209", argument: value})
		require.Equal(t, []string{argument}, diags.Errors().Paths(), argument)
		require.Contains(t, diags[0].Detail, "There is none with the "+argument)
	}
	_, diags := server.Data(t, typeName, acctest.Object{"environment_id": "209", "name": "Twin"})
	require.Contains(t, diags.String(), "ids 60002, 60003. Choose one by its id.")
}
