package importid_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
)

var (
	one = importid.Format{Parts: []string{"customer_id"}, Example: "209"}
	two = importid.Format{Parts: []string{"environment_id", "project_id"}, Example: "209/77"}
)

func TestFormat_String(t *testing.T) {
	t.Parallel()
	require.Equal(t, "<customer_id>", one.String())
	require.Equal(t, "<environment_id>/<project_id>", two.String())
}

func TestFormat_Parse(t *testing.T) {
	t.Parallel()
	for id, test := range map[string]struct {
		format importid.Format
		want   []string
	}{
		"209":                     {one, []string{"209"}},
		"Eacme":                   {one, []string{"Eacme"}},
		"EAM10%3AXV303":           {one, []string{"EAM10:XV303"}},
		"EAM10:XV303":             {one, []string{"EAM10:XV303"}},
		"EE1":                     {one, []string{"EE1"}},
		"Ea+b":                    {one, []string{"Ea+b"}},
		"209/77":                  {two, []string{"209", "77"}},
		"Eacme%2Fnorth/77":        {two, []string{"Eacme/north", "77"}},
		"Ea%20b%25/77":            {two, []string{"Ea b%", "77"}},
		"209/pf-APHDLgAD-cTXBtz":  {two, []string{"209", "pf-APHDLgAD-cTXBtz"}},
		"209/E%2F":                {two, []string{"209", "E%2F"}},
		"209_test/100%":           {two, []string{"209_test", "100%"}},
		"E%C3%BC/pg-AQAEnmKC-Dtt": {two, []string{"Eü", "pg-AQAEnmKC-Dtt"}},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			got, err := test.format.Parse(id)
			require.NoError(t, err)
			require.Equal(t, test.want, got)
			var diags diag.Diagnostics
			read, ok := test.format.Read(id, "workato_thing", &diags)
			require.True(t, ok)
			require.Equal(t, test.want, read)
			require.Empty(t, diags)
		})
	}
	for id, test := range map[string]struct {
		format importid.Format
		reason string
	}{
		"":              {one, "its part customer_id is empty or has white space around it"},
		"209/77":        {one, "it has 2 parts instead of 1"},
		"209":           {two, "it has 1 part instead of 2"},
		"209/77/1":      {two, "it has 3 parts instead of 2"},
		"Eacme/north/7": {two, "it has 3 parts instead of 2"},
		"/77":           {two, "its part environment_id is empty or has white space around it"},
		"209/":          {two, "its part project_id is empty or has white space around it"},
		"209/ 77":       {two, "its part project_id is empty or has white space around it"},
		"209 /77":       {two, "its part environment_id is empty or has white space around it"},
		"209/77\n":      {two, "its part project_id is empty or has white space around it"},
		"E/77":          {two, "the external id after the E is empty or not percent-encoded"},
		"E100%/77":      {two, "the external id after the E is empty or not percent-encoded"},
		"E%zz/77":       {two, "the external id after the E is empty or not percent-encoded"},
	} {
		t.Run("not "+id, func(t *testing.T) {
			t.Parallel()
			got, err := test.format.Parse(id)
			require.Nil(t, got)
			require.ErrorContains(t, err, "cannot be imported, since "+test.reason+". Expected "+test.format.String()+`, for example "`+test.format.Example+`". `)
			var diags diag.Diagnostics
			_, ok := test.format.Read(id, "workato_thing", &diags)
			require.False(t, ok)
			require.Len(t, diags, 1)
			require.Equal(t, "Invalid import id of workato_thing", diags[0].Summary())
			require.Equal(t, err.Error()+".", diags[0].Detail())
		})
	}
}

func TestFormat_Parse_message(t *testing.T) {
	t.Parallel()
	_, err := two.Parse("209")
	require.EqualError(t, err, `"209" cannot be imported, since it has 1 part instead of 2. Expected <environment_id>/<project_id>, for example "209/77". `+
		`The first part is the numeric id, or E and the percent-encoded external id: Eacme for acme, EAM10%3AXV303 for AM10:XV303`)
}

func TestExternalID(t *testing.T) {
	t.Parallel()
	external, ok := importid.ExternalID("Eacme")
	require.True(t, ok)
	require.Equal(t, "acme", external)
	_, ok = importid.ExternalID("209")
	require.False(t, ok)
	_, ok = importid.ExternalID("eacme")
	require.False(t, ok)
}

func FuzzFormat_Parse(f *testing.F) {
	for _, seed := range []string{"", "209/77", "Eacme/77", "EAM10%3AXV303/77", "Ea%2Fb/77", "E%/1", "E/1", "//", "209/ 77", "E%00/x", "\xff/\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		parts, err := two.Parse(id)
		if err != nil {
			if len(parts) > 0 || !strings.Contains(err.Error(), two.Example) || !strings.Contains(err.Error(), two.String()) {
				t.Fatalf("%q gives %q and %v", id, parts, err)
			}
			return
		}
		if len(parts) != 2 || parts[0] == "" || parts[1] == "" || strings.Contains(parts[1], "/") {
			t.Fatalf("%q gives %q", id, parts)
		}
		// What was read can be written so that it is read again.
		first := parts[0]
		if external, ok := importid.ExternalID(first); ok {
			first = "E" + url.PathEscape(external)
		}
		again, err := two.Parse(first + "/" + parts[1])
		if err != nil || again[0] != parts[0] || again[1] != parts[1] {
			t.Fatalf("%q gives %q, and then %q (%v)", id, parts, again, err)
		}
	})
}
