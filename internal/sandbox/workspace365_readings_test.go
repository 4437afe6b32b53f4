package sandbox_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestWorkspace365Readings_names(t *testing.T) {
	t.Parallel()
	const strip, lower, suffix, none = sandbox.Workspace365SanitizingStrip, sandbox.Workspace365SanitizingLower,
		sandbox.Workspace365SanitizingSuffix, sandbox.Workspace365SanitizingNone
	for _, test := range []struct {
		how    sandbox.Workspace365Sanitizing
		limit  int
		wanted string
		want   string // empty if the name is refused
	}{
		{strip, 0, "Acme Münch & Co-2", "acmemnchco2"},
		{strip, 4, "Acme Inc", "acme"},
		{strip, 0, "a/b", "ab"},
		{strip, 0, "éü", ""},
		{strip, 0, "De mo", ""},
		{strip, 0, "Validate", ""},
		{lower, 0, "Acme Inc", "acme inc"},
		{lower, 0, "a/b", ""},
		{lower, 0, "DEMO", ""},
		{suffix, 0, "Acme Inc", "acmeinc1"},
		{none, 0, "Acme-Inc", "Acme-Inc"},
		{none, 0, "Demo", ""},
		{none, 0, "a\x7fb", ""},
	} {
		t.Run(test.wanted+" "+test.want, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{Sanitizing: test.how, NameLimit: test.limit})
			body := with(passwordBody, "EnvironmentName", test.wanted)
			for _, path := range []string{validate, environments} {
				got := c.call(http.MethodPost, path, body)
				if test.want == "" {
					got.refused(http.StatusBadRequest, `"memberNames":["EnvironmentName"]`)
					continue
				}
				require.Equal(t, test.want, got.text())
			}
			if test.want != "" {
				require.Equal(t, []string{test.want}, c.list())
			}
		})
	}
}

func TestWorkspace365Readings_duplicates(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		how    sandbox.Workspace365Duplicates
		status int
		reply  string
		names  []string
	}{
		"refused":  {sandbox.Workspace365DuplicatesRefused, http.StatusBadRequest, "already exists", []string{"Example"}},
		"conflict": {sandbox.Workspace365DuplicatesConflict, http.StatusConflict, "already exists", []string{"Example"}},
		"renamed":  {sandbox.Workspace365DuplicatesRenamed, http.StatusOK, `"example2"`, []string{"Example", "example2"}},
		"existing": {sandbox.Workspace365DuplicatesExisting, http.StatusOK, `"Example"`, []string{"Example"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{Duplicates: test.how})
			require.NoError(t, c.sb.AddWorkspace365Environment("Example"))
			c.call(http.MethodPost, validate, passwordBody).refused(test.status, test.reply)
			require.Equal(t, []string{"Example"}, c.list())
			c.call(http.MethodPost, environments, passwordBody).refused(test.status, test.reply)
			require.Equal(t, test.names, c.list())
			require.Empty(t, c.sb.Duplicates())
			require.Equal(t, len(test.names) == 2, c.sb.Writes()[0].Committed)
		})
	}
}

func TestWorkspace365Readings_lists(t *testing.T) {
	t.Parallel()
	const flagged = `{"environmentName":"a","isActive":true},{"environmentName":"B","isActive":false}`
	for name, test := range map[string]struct {
		shape  sandbox.Workspace365List
		pascal bool
		want   string
	}{
		"objects":           {sandbox.Workspace365ListObjects, false, "[" + flagged + "]"},
		"objects in Pascal": {sandbox.Workspace365ListObjects, true, `[{"EnvironmentName":"a","IsActive":true},{"EnvironmentName":"B","IsActive":false}]`},
		"strings":           {sandbox.Workspace365ListStrings, false, `["a","B"]`},
		"plain":             {sandbox.Workspace365ListPlain, false, `[{"environmentName":"a"},{"environmentName":"B"}]`},
		"status":            {sandbox.Workspace365ListStatus, false, `[{"name":"a","status":"Active"},{"name":"B","status":"Inactive"}]`},
		"inverted":          {sandbox.Workspace365ListInverted, false, `[{"isInactive":false,"name":"a"},{"isInactive":true,"name":"B"}]`},
		"wrapped":           {sandbox.Workspace365ListWrapped, false, `{"environments":[` + flagged + `]}`},
		"wrapped in Pascal": {sandbox.Workspace365ListWrapped, true, `{"Environments":[{"EnvironmentName":"a","IsActive":true},{"EnvironmentName":"B","IsActive":false}]}`},
		"unreadable":        {sandbox.Workspace365ListUnreadable, false, `[{"key":0},{"key":1}]`},
		"partly unreadable": {sandbox.Workspace365ListPartlyUnreadable, false, `[{"key":0},{"environmentName":"B","isActive":false}]`},
		"detailed": {sandbox.Workspace365ListDetailed, false, `[
			{"environmentName":"a","isActive":true,"licenseCount":0,"kind":"console","createdAt":"2026-11-01T12:00:00.000+00:00","emailAddress":"admin@customer.example"},
			{"environmentName":"B","isActive":false,"licenseCount":0,"kind":"console","createdAt":"2026-11-01T12:00:00.000+00:00","emailAddress":"admin@customer.example"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{List: test.shape, PascalCase: test.pascal}, sandbox.WithClock(newClock().now))
			require.NoError(t, c.sb.AddWorkspace365Environment("a"))
			require.NoError(t, c.sb.AddWorkspace365Environment("B"))
			require.NoError(t, c.sb.SetWorkspace365Active("b", false))
			require.JSONEq(t, test.want, c.call(http.MethodGet, environments, nil).raw)
		})
	}
}

func TestWorkspace365Readings_replies(t *testing.T) {
	t.Parallel()
	const json, text = "application/json; charset=utf-8", "text/plain; charset=utf-8"
	invite := environments + "example/"
	for name, test := range map[string]struct {
		readings    sandbox.Workspace365Readings
		path        string
		body        object
		want        string
		contentType string
	}{
		"password":      {sandbox.Workspace365Readings{}, environments, passwordBody, "\"example\"\n", json},
		"bare name":     {sandbox.Workspace365Readings{BareNames: true}, environments, passwordBody, "example", text},
		"marked name":   {sandbox.Workspace365Readings{BOM: true}, environments, passwordBody, "\ufeff\"example\"\n", json},
		"marked, bare":  {sandbox.Workspace365Readings{BOM: true, BareNames: true}, environments, passwordBody, "\ufeffexample", text},
		"v2":            {sandbox.Workspace365Readings{}, versionTwo, temporaryBody, "{\"environmentName\":\"example\"}\n", json},
		"v2, Pascal":    {sandbox.Workspace365Readings{PascalCase: true}, versionTwo, temporaryBody, "{\"EnvironmentName\":\"example\"}\n", json},
		"v2, string":    {sandbox.Workspace365Readings{V2Reply: sandbox.Workspace365V2ReplyString}, versionTwo, temporaryBody, "\"example\"\n", json},
		"v2, empty":     {sandbox.Workspace365Readings{V2Reply: sandbox.Workspace365V2ReplyEmpty}, versionTwo, temporaryBody, "", json},
		"v2, nameless":  {sandbox.Workspace365Readings{V2Reply: sandbox.Workspace365V2ReplyNameless}, versionTwo, temporaryBody, "{\"created\":true}\n", json},
		"v2, password":  {sandbox.Workspace365Readings{V2Reply: sandbox.Workspace365V2ReplyPassword}, versionTwo, temporaryBody, "{\"environmentName\":\"example\",\"temporaryPassword\":\"sandbox-temporary-not-a-secret\"}\n", json},
		"invite string": {sandbox.Workspace365Readings{InviteReply: sandbox.Workspace365InviteReplyString}, invite, inviteBody, "\"example\"\n", json},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, test.readings)
			got := c.call(http.MethodPost, test.path, test.body)
			require.Equal(t, http.StatusOK, got.status)
			require.Equal(t, test.want, got.raw)
			require.Equal(t, test.contentType, got.header.Get("Content-Type"))
			require.Equal(t, []string{"example"}, c.live())
		})
	}
}

func TestWorkspace365Readings_done(t *testing.T) {
	t.Parallel()
	for how, status := range map[sandbox.Workspace365DoneReply]int{
		sandbox.Workspace365DoneReplyEmpty: http.StatusOK, sandbox.Workspace365DoneReplyNoContent: http.StatusNoContent,
	} {
		c := startW365(t, sandbox.Workspace365Readings{DoneReply: how})
		require.NoError(t, c.sb.AddWorkspace365Environment("example"))
		for _, request := range []struct{ method, path string }{
			{http.MethodPut, "example/Deactivate/"}, {http.MethodPut, "example/Activate/"}, {http.MethodDelete, "example/"},
		} {
			got := c.call(request.method, environments+request.path, nil)
			require.Equal(t, status, got.status)
			require.Empty(t, got.raw)
		}
	}
}

func TestWorkspace365Readings_validationResults(t *testing.T) {
	t.Parallel()
	const first, last = "The FirstName field is required.", "The LastName field is required."
	for name, test := range map[string]struct {
		form   sandbox.Workspace365ValidationResults
		pascal bool
		want   string
	}{
		"objects": {
			sandbox.Workspace365ValidationResultsObjects, false,
			`[{"errorMessage":"` + first + `","memberNames":["FirstName"]},{"errorMessage":"` + last + `","memberNames":["LastName"]}]`,
		},
		"objects in Pascal": {
			sandbox.Workspace365ValidationResultsObjects, true,
			`[{"ErrorMessage":"` + first + `","MemberNames":["FirstName"]},{"ErrorMessage":"` + last + `","MemberNames":["LastName"]}]`,
		},
		"strings": {sandbox.Workspace365ValidationResultsStrings, false, `["` + first + `","` + last + `"]`},
		"object":  {sandbox.Workspace365ValidationResultsObject, false, `{"errorMessage":"` + first + `","memberNames":["FirstName"]}`},
		"field errors": {
			sandbox.Workspace365ValidationResultsFieldErrors, false,
			`{"globalError":null,"fieldErrors":{"FirstName":["` + first + `"],"LastName":["` + last + `"]}}`,
		},
		"model state": {
			sandbox.Workspace365ValidationResultsModelState, false,
			`{"message":"The request is invalid.","modelState":{"FirstName":["` + first + `"],"LastName":["` + last + `"]}}`,
		},
		"unparsable": {sandbox.Workspace365ValidationResultsUnparsable, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{ValidationResults: test.form, PascalCase: test.pascal})
			got := c.call(http.MethodPost, versionTwo, with(with(temporaryBody, "FirstName", nil), "LastName", nil))
			require.Equal(t, http.StatusBadRequest, got.status)
			if test.want == "" {
				require.False(t, json.Valid([]byte(got.raw)))
				return
			}
			require.JSONEq(t, test.want, got.raw)
		})
	}
	c := startW365(t, sandbox.Workspace365Readings{ValidationResults: sandbox.Workspace365ValidationResultsFieldErrors})
	require.Equal(t, "The version is not known.", c.call(http.MethodPost, environments+"?version=1", temporaryBody).object(http.StatusBadRequest)["globalError"])
}

func TestWorkspace365Readings_invitePath(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		path         sandbox.Workspace365InvitePath
		atName, atOn int
	}{
		"name":      {sandbox.Workspace365InvitePathName, http.StatusOK, http.StatusBadRequest},
		"root":      {sandbox.Workspace365InvitePathRoot, http.StatusNotFound, http.StatusOK},
		"root only": {sandbox.Workspace365InvitePathRootOnly, http.StatusMethodNotAllowed, http.StatusOK},
		"both":      {sandbox.Workspace365InvitePathBoth, http.StatusOK, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{InvitePath: test.path})
			require.Equal(t, test.atName, c.status(http.MethodPost, environments+"first/", with(inviteBody, "EnvironmentName", "first")))
			require.Equal(t, test.atOn, c.status(http.MethodPost, environments, with(inviteBody, "EnvironmentName", "second")))
			require.Equal(t, "third", c.call(http.MethodPost, environments, with(passwordBody, "EnvironmentName", "third")).text())
		})
	}
}

func TestWorkspace365Readings_state(t *testing.T) {
	t.Parallel()
	c := startW365(t, sandbox.Workspace365Readings{CreatedInactive: true, RepeatedActivationRefused: true})
	c.call(http.MethodPost, environments, passwordBody).text()
	require.Contains(t, c.call(http.MethodGet, environments, nil).raw, `"isActive":false`)
	c.call(http.MethodPut, environments+"example/Deactivate/", nil).refused(http.StatusBadRequest, "already")
	c.call(http.MethodPut, environments+"example/Activate/", nil).text()
	c.call(http.MethodPut, environments+"example/Activate/", nil).refused(http.StatusBadRequest, "already")
}

func TestWorkspace365Readings_lag(t *testing.T) {
	t.Parallel()
	c := startW365(t, sandbox.Workspace365Readings{ListLag: 2, DeleteLag: 2})
	c.call(http.MethodPost, environments, passwordBody).text()
	times(2, func(int) { require.Empty(t, c.list()) })
	times(2, func(int) { require.Equal(t, []string{"example"}, c.list()) })
	c.call(http.MethodDelete, environments+"example/", nil).text()
	require.Equal(t, http.StatusNotFound, c.status(http.MethodDelete, environments+"example/", nil))
	c.call(http.MethodPost, environments, passwordBody).refused(http.StatusBadRequest, "already exists")
	times(2, func(int) { require.Equal(t, []string{"example"}, c.list()) })
	require.Empty(t, c.list())
	c.call(http.MethodPost, environments, passwordBody).text()

	never := sandbox.Workspace365Readings{ListLag: sandbox.Never, DeleteLag: sandbox.Never}
	c = startW365(t, never)
	c.call(http.MethodPost, environments, passwordBody).text()
	require.NoError(t, c.sb.AddWorkspace365Environment("other"))
	times(3, func(int) { require.Equal(t, []string{"other"}, c.list()) })
	c.call(http.MethodPut, environments+"example/Deactivate/", nil).text()
	c.call(http.MethodDelete, environments+"other/", nil).text()
	times(3, func(int) { require.Equal(t, []string{"other"}, c.list()) })

	c = startW365(t, sandbox.Workspace365Readings{InvitedUnlisted: true})
	c.call(http.MethodPost, environments+"example/", inviteBody).object(http.StatusOK)
	require.Empty(t, c.list())
	require.NoError(t, c.sb.RegisterWorkspace365Admin("example"))
	require.Error(t, c.sb.RegisterWorkspace365Admin("example"))
	require.Equal(t, []string{"example"}, c.list())
}

func TestWorkspace365Readings_text(t *testing.T) {
	t.Parallel()
	var readings sandbox.Readings
	for _, name := range sandbox.ReadingNames() {
		for _, word := range sandbox.ReadingChoices(name) {
			require.NoError(t, readings.Set(name, word), name)
		}
	}
	require.NoError(t, readings.Set("w365_list_lag", "-1"))
	require.NoError(t, readings.Set("w365_bom", "true"))
	require.Equal(t, sandbox.Workspace365ListPartlyUnreadable, readings.List, "the last word stays")
	require.Equal(t, sandbox.Workspace365MissingSlashServed, readings.MissingSlash)

	raw, err := json.Marshal(readings)
	require.NoError(t, err)
	require.Contains(t, string(raw), `"w365_list":"partly_unreadable"`)
	var back sandbox.Readings
	require.NoError(t, json.Unmarshal(raw, &back))
	require.Equal(t, readings, back)

	require.ErrorContains(t, readings.Set("w365_list", "tree"), `"tree" is none of objects, strings`)
	require.ErrorContains(t, readings.Set("w365_colour", "red"), "w365_access")
	require.Equal(t, "open", sandbox.ReadingChoices("w365_access")[0])
	require.Equal(t, []string{"both", "v1", "v2"}, sandbox.ReadingChoices("rbac_paths"))
	require.Nil(t, sandbox.ReadingChoices("w365_bom"))
	_, err = json.Marshal(sandbox.Readings{Workspace365Readings: sandbox.Workspace365Readings{List: 99}})
	require.Error(t, err)
}
