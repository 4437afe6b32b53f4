package workato_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

var inProject = workato.PropertyScope{EnvironmentID: "210", ProjectID: "77"}

// Every form in which properties may be listed, and what is none.
func TestProperties(t *testing.T) {
	t.Parallel()
	two := []workato.Property{{Name: "shop_key", Value: "k"}, {Name: "shop_url", Value: "u"}}
	for name, test := range map[string]struct {
		body string
		want []workato.Property
	}{
		"object":                    {`{"result":{"shop_url":"u","shop_key":"k"}}`, two},
		"object in data":            {`{"data":{"shop_url":"u","shop_key":"k"}}`, two},
		"array":                     {`{"result":[{"name":"shop_key","value":"k"},{"name":"shop_url","value":"u"}]}`, two},
		"array of items":            {`{"result":{"items":[{"name":"shop_key","value":"k"},{"name":"shop_url","value":"u","id":5}]}}`, two},
		"bare array":                {` [{"name":"shop_key","value":"k"},{"name":"shop_url","value":"u"}]`, two},
		"others than asked for":     {`{"result":{"shop_url":"u","erp":"e","shop_key":"k","SHOP":"s"}}`, two},
		"none":                      {`{"result":{}}`, []workato.Property{}},
		"none, in an array":         {`{"result":[]}`, []workato.Property{}},
		"other values than strings": {`{"result":{"shop_a":7.50,"shop_b":true,"shop_c":null}}`, []workato.Property{{Name: "shop_a", Value: "7.50"}, {Name: "shop_b", Value: "true"}, {Name: "shop_c", Value: ""}}},
		"named like an envelope":    {`{"result":{"result":"r","data":"d","shop_items":"i"}}`, []workato.Property{{Name: "shop_items", Value: "i"}}},
		"null":                      {`{"result":null}`, nil},
		"no envelope":               {`{"shop_url":"u"}`, nil},
		"an empty object":           {`{}`, nil},
		"a text":                    {`{"result":"ok"}`, nil},
		"a value that is an object": {`{"result":{"shop_url":{"value":"fake-secret"}}}`, nil},
		"a row without a name":      {`{"result":[{"shop_url":"fake-secret"}]}`, nil},
		"a row that is a text":      {`{"result":["fake-secret"]}`, nil},
		"an array for a value":      {`{"result":[{"name":"shop_url","value":["fake-secret"]}]}`, nil},
		"not JSON":                  {`{"result":{`, nil},
		"nothing":                   {``, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var query url.Values
			service := &recorder{answer: func(r *http.Request) (int, string) {
				query = r.URL.Query()
				return http.StatusOK, test.body
			}}
			got, err := service.client(t, workato.RBACV1).Properties(t.Context(), inProject, "shop")
			require.Equal(t, []string{"GET /api/managed_users/210/properties"}, service.calls)
			require.Equal(t, url.Values{"prefix": {"shop"}, "project_id": {"77"}}, query)
			if test.want == nil {
				require.Error(t, err)
				require.NotContains(t, err.Error(), "fake-secret")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
}

// The older name of the filter is tried only after a refusal, and kept if it works.
func TestProperties_param(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		knows  string
		status int
		calls  []string
		failed bool
	}{
		"prefix":          {"prefix", 0, []string{"prefix", "prefix"}, false},
		"param":           {"param", http.StatusBadRequest, []string{"prefix", "param", "param"}, false},
		"param, with 422": {"param", http.StatusUnprocessableEntity, []string{"prefix", "param", "param"}, false},
		"neither":         {"none", http.StatusBadRequest, []string{"prefix", "param", "prefix", "param"}, true},
		"forbidden":       {"none", http.StatusForbidden, []string{"prefix", "prefix"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sent []string
			service := &recorder{answer: func(r *http.Request) (int, string) {
				for filter := range r.URL.Query() {
					sent = append(sent, filter)
				}
				if r.URL.Query().Has(test.knows) {
					return http.StatusOK, `{"result":{"shop":"x","erp":"y"}}`
				}
				return test.status, fmt.Sprintf(`{"message":"not %s"}`, sent[len(sent)-1])
			}}
			client := service.client(t, workato.RBACV1)
			for range 2 {
				got, err := client.Properties(t.Context(), workato.PropertyScope{EnvironmentID: "210"}, "shop")
				if test.failed {
					require.ErrorContains(t, err, "not prefix", "the refusal of what is documented is told")
					continue
				}
				require.NoError(t, err)
				require.Equal(t, []workato.Property{{Name: "shop", Value: "x"}}, got)
			}
			require.Equal(t, test.calls, sent)
		})
	}
}

func TestSetProperties(t *testing.T) {
	t.Parallel()
	inputs := []workato.PropertyInput{{Name: "a", Value: "1"}, {Name: "b", Value: "fake-secret", Secret: true}}
	for body, want := range map[string]string{
		`{"success":true}`: "", `{"Success": true}`: "", `{"result":{"success":true}}`: "", `{"result":"ok"}`: "", `{"result":2}`: "", `2`: "", ``: "",
		`{"saved":3}`: "", `{"a":"1","b":"fake-secret"}`: "", `[]`: "", `null`: "", `{"success":1.5}`: "",
		`{"success":false}`: "0 of 2", `{"result":{"success":false}}`: "0 of 2", `{"result":1}`: "1 of 2", `{"count":0}`: "0 of 2", `false`: "0 of 2",
		`{"success"`: "not JSON",
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			var query string
			service := &recorder{answer: func(r *http.Request) (int, string) {
				query = r.URL.RawQuery
				return http.StatusOK, body
			}}
			err := service.client(t, workato.RBACV1).SetProperties(t.Context(), inProject, inputs)
			require.Equal(t, []string{"POST /api/managed_users/210/properties"}, service.calls)
			require.Equal(t, "project_id=77", query)
			require.JSONEq(t, `{"properties":{"a":"1","b":"fake-secret"}}`, service.bodies[0])
			if want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, want)
			require.Equal(t, want != "not JSON", workato.PropertyAtFault(err))
		})
	}
}

func TestSetProperties_refused(t *testing.T) {
	t.Parallel()
	for status, atFault := range map[int]bool{
		http.StatusBadRequest: true, http.StatusUnprocessableEntity: true, http.StatusConflict: true, http.StatusRequestEntityTooLarge: true,
		http.StatusUnauthorized: false, http.StatusForbidden: false, http.StatusNotFound: false, http.StatusInternalServerError: false,
	} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return status, `{"message":"fake-secret is not for a"}` }}
			err := service.client(t, workato.RBACV1).SetProperties(t.Context(), inProject, []workato.PropertyInput{{Name: "a", Value: "fake-secret", Secret: true}})
			require.Error(t, err)
			require.NotContains(t, err.Error(), "fake-secret")
			require.Equal(t, atFault, workato.PropertyAtFault(err))
			require.Len(t, service.calls, 1)
			err = service.client(t, workato.RBACV1).SetProperties(t.Context(), inProject, []workato.PropertyInput{{Name: "a", Value: "1", Exists: true}})
			require.Error(t, err)
			require.Len(t, service.calls, map[bool]int{false: 2, true: 5}[status >= http.StatusInternalServerError], "only what changes a property is sent again")
		})
	}
	cause := errors.New("ended")
	notSent := workato.PropertyNotSent(cause)
	require.ErrorIs(t, notSent, cause)
	require.Equal(t, transport.OutcomeNotSent, transport.OutcomeOf(notSent))
	require.False(t, workato.PropertyAtFault(notSent))
}

// Folders and properties, under every spelling of the answers.
func TestContent_sandbox(t *testing.T) {
	t.Parallel()
	for _, readings := range []sandbox.Readings{
		{}, {StringIDs: true, BareLists: true, WrapFolders: true, FolderReplyHasProjectID: true, PropertyReadings: sandbox.PropertyReadings{PropertyRows: true, PropertySavedCount: true, PropertyParam: true}},
	} {
		t.Run(fmt.Sprintf("%+v", readings), func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(sandbox.WithoutSeed(), sandbox.WithReadings(readings))
			environment := fmt.Sprint(sb.AddCustomer("Acme"))
			client := clientFor(t, sb, workato.RBACAuto)
			top, err := client.CreateFolder(t.Context(), environment, workato.FolderInput{Name: "Sales"})
			require.NoError(t, err)
			require.Equal(t, readings.FolderReplyHasProjectID, top.IsProject)
			inner, err := client.CreateFolder(t.Context(), environment, workato.FolderInput{Name: "Leads", ParentID: workato.Set(top.ID)})
			require.NoError(t, err)
			require.NoError(t, client.UpdateFolder(t.Context(), environment, string(inner.ID), workato.FolderUpdate{Name: workato.Set("Contacts")}))
			rows, err := transport.Collect(client.Folders(t.Context(), environment, string(top.ID)))
			require.NoError(t, err)
			require.Equal(t, []workato.Folder{{ID: inner.ID, Name: "Contacts", ParentID: top.ID}}, rows)
			require.NoError(t, client.DeleteFolder(t.Context(), environment, string(inner.ID)))
			require.True(t, transport.HasStatus(client.DeleteFolder(t.Context(), environment, string(top.ID)), http.StatusForbidden))

			scope := workato.PropertyScope{EnvironmentID: environment}
			require.NoError(t, client.SetProperties(t.Context(), scope, []workato.PropertyInput{{Name: "shop_a", Value: "1"}, {Name: "shop_b", Value: ""}}))
			got, err := client.Properties(t.Context(), scope, "shop_")
			require.NoError(t, err)
			require.Equal(t, []workato.Property{{Name: "shop_a", Value: "1"}, {Name: "shop_b"}}, got)
		})
	}
}
