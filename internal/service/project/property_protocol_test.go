package project_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	propertyType   = "workato_property"
	propertiesType = "workato_properties"
	properties     = "/api/managed_users/{id}/properties"
	shopURL        = "https://shop.acme.example"
	fakeSecret     = "fake-secret-of-the-shop"
)

// shop is the configuration of a property.
func shop(more acctest.Object) acctest.Object {
	out := acctest.Object{"environment_id": "209", "name": "SHOP_URL", "value": shopURL}
	maps.Copy(out, more)
	return out
}

// secret is the same with a write-only value.
func secret(value string, version int, more acctest.Object) acctest.Object {
	out := shop(acctest.Object{"value": nil, "value_wo": value, "value_wo_version": version})
	maps.Copy(out, more)
	return out
}

// kept is what the state holds of a configuration.
func kept(config acctest.Object) acctest.Object {
	out := acctest.Object{"project_id": nil, "value_wo_version": nil, "on_destroy": "abandon"}
	maps.Copy(out, config)
	if version, ok := out["value_wo_version"].(int); ok {
		out["value_wo_version"] = float64(version)
	}
	out["value_wo"] = nil
	return out
}

// propertyReadings are what the documents leave open.
func propertyReadings() map[string]sandbox.Readings {
	return map[string]sandbox.Readings{
		"plainest":       {},
		"rows":           {PropertyReadings: sandbox.PropertyReadings{PropertyRows: true}},
		"bare rows":      {BareLists: true, PropertyReadings: sandbox.PropertyReadings{PropertyRows: true}},
		"saved count":    {PropertyReadings: sandbox.PropertyReadings{PropertySavedCount: true}},
		"param":          {PropertyReadings: sandbox.PropertyReadings{PropertyParam: true}},
		"saved partly":   {PropertyReadings: sandbox.PropertyReadings{PropertiesSavedPartly: true}},
		"blank vanishes": {PropertyReadings: sandbox.PropertyReadings{BlankPropertiesVanish: true}},
		"reads lag":      {ReadLag: 1},
	}
}

func TestProperty_basic(t *testing.T) {
	t.Parallel()
	for name, readings := range propertyReadings() {
		for scope, more := range map[string]acctest.Object{"environment": nil, "project": {"project_id": "60001"}} {
			t.Run(name+", "+scope, func(t *testing.T) {
				t.Parallel()
				o := newOffice(t, readings)
				project, _ := more["project_id"].(string)
				property := o.Server(t).Instance(t, propertyType)
				config := shop(more)
				require.Empty(t, property.MustApply(t, config))
				require.Equal(t, kept(config), property.Attributes)
				require.Equal(t, acctest.Object{"environment_id": "209", "project_id": more["project_id"], "name": "SHOP_URL"}, property.Identity)
				require.Len(t, o.RequestsMatching(http.MethodPost, properties), 1)
				property.MustStay(t, config)

				maps.Copy(config, acctest.Object{"value": "https://new.acme.example", "on_destroy": "blank"})
				property.MustApply(t, config)
				property.MustStay(t, config)
				require.Empty(t, property.MustApply(t, nil))
				value, exists := o.Property(209, project, "SHOP_URL")
				require.Empty(t, value)
				require.Equal(t, !readings.BlankPropertiesVanish, exists)

				// What is blank can be created again.
				again := o.Server(t).Instance(t, propertyType)
				require.Empty(t, again.MustApply(t, config))
				again.MustStay(t, config)
				require.Empty(t, o.Duplicates())
			})
		}
	}
}

// An update calls only for a value, and changes from one kind of value to the other.
func TestProperty_update(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	property := o.Server(t).Instance(t, propertyType)
	for _, step := range []struct {
		config acctest.Object
		value  string
		posts  int
	}{
		{shop(nil), shopURL, 1},
		{shop(acctest.Object{"on_destroy": "blank"}), shopURL, 0},
		{shop(acctest.Object{"value": "b"}), "b", 1},
		{secret(fakeSecret, 1, nil), fakeSecret, 1},
		{secret("not sent", 1, nil), fakeSecret, 0},
		{secret("fake-secret-2", 2, nil), "fake-secret-2", 1},
		{shop(nil), shopURL, 1},
	} {
		o.ResetRequests()
		property.MustApply(t, step.config)
		require.Equal(t, kept(step.config), property.Attributes)
		value, _ := o.Property(209, "", "SHOP_URL")
		require.Equal(t, step.value, value)
		require.Len(t, o.Writes(), step.posts)
		property.MustStay(t, step.config)
	}
}

// The property that a change of its name or place leaves behind is named while
// planning, and again when it is done.
func TestProperty_leftBehind(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]acctest.Object{
		"name": {"name": "SHOP_ADDRESS"}, "project_id": {"project_id": "60001"}, "environment_id": {"environment_id": "300"}, "": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			property := o.Server(t).Instance(t, propertyType)
			property.MustApply(t, shop(nil))
			config := shop(change)
			if name == "" {
				config = nil
			}
			plan, diags := property.Plan(t, config)
			require.Equal(t, []string{"workato_property 209/SHOP_URL will be left behind"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, `set on_destroy = "blank" and apply that first`)
			if name != "" {
				require.Equal(t, []string{name}, plan.Replaces)
				return
			}
			diags = property.Carry(t, plan)
			require.Equal(t, []string{"workato_property 209/SHOP_URL was left behind"}, diags.Summaries())
			value, _ := o.Property(209, "", "SHOP_URL")
			require.Equal(t, shopURL, value)
		})
	}
}

func TestProperty_drift(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{"changed": "other", "blanked": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			property := o.Server(t).Instance(t, propertyType)
			property.MustApply(t, shop(nil))
			require.NoError(t, o.SetProperty(209, "", "SHOP_URL", value))
			require.Empty(t, property.Refresh(t))
			require.Equal(t, value, property.Value(t, "value"), "what is there is shown")
			property.MustApply(t, shop(nil))
			property.MustStay(t, shop(nil))
			got, _ := o.Property(209, "", "SHOP_URL")
			require.Equal(t, shopURL, got)
		})
	}
}

// A write-only value is sent, and kept nowhere.
func TestProperty_writeOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	property := o.Server(t).Instance(t, propertyType)
	require.Empty(t, property.MustApply(t, secret(fakeSecret, 1, nil)))
	value, _ := o.Property(209, "", "SHOP_URL")
	require.Equal(t, fakeSecret, value)
	require.NotContains(t, fmt.Sprint(property.Attributes), fakeSecret)
	require.NotContains(t, property.Private(), fakeSecret)

	require.NoError(t, o.SetProperty(209, "", "SHOP_URL", "somebody else's"))
	require.Empty(t, property.Refresh(t))
	require.NotContains(t, fmt.Sprint(property.Attributes), "somebody else's")
	property.MustStay(t, secret(fakeSecret, 1, nil))

	// Nor is it in an error that echoes it.
	o.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: properties, Status: http.StatusUnprocessableEntity, Body: `{"message":"Validation failed","errors":{"SHOP_URL":["` + fakeSecret + ` is no URL"]}}`})
	diags := property.Apply(t, secret(fakeSecret, 2, nil))
	require.Equal(t, []string{"value_wo"}, diags.Errors().Paths())
	require.Contains(t, diags.String(), "is no URL")
	require.NotContains(t, diags.String(), fakeSecret)
	require.InDelta(t, 1, property.Value(t, "value_wo_version"), 0, "the next plan sends it again")
}

func TestProperty_disappears(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		project string
		remove  func(office) error
		how     string
	}{
		"removed":               {"", func(o office) error { return o.RemoveProperty(209, "", "SHOP_URL") }, "Two lists of the environment's properties, a moment apart, lack it."},
		"removed from project":  {"60001", func(o office) error { return o.RemoveProperty(209, "60001", "SHOP_URL") }, "Two lists of the environment's properties, a moment apart, lack it."},
		"deleted with project":  {"60001", func(o office) error { return o.DeleteObject(sandbox.KindProject, "60001") }, "Its project 60001 is gone, and its properties with it: two lists"},
		"deleted with customer": {"", func(o office) error { return o.DeleteCustomer(209) }, "Its environment 209 is gone, and its properties with it."},
		"and with its project":  {"60001", func(o office) error { return o.DeleteCustomer(209) }, "Its environment 209 is gone, and its properties with it."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			config, id := shop(nil), "209/SHOP_URL"
			if test.project != "" {
				config["project_id"], id = test.project, "209/"+test.project+"/SHOP_URL"
			}
			property := o.Server(t).Instance(t, propertyType)
			property.MustApply(t, config)
			require.NoError(t, test.remove(o))
			diags := property.Refresh(t)
			require.False(t, property.Exists())
			require.Equal(t, []string{"workato_property " + id + " no longer exists"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, test.how)
		})
	}
}

func TestProperty_notGone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault  sandbox.Fault
		errors []string
	}{
		"forbidden":         {sandbox.Fault{Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`, Count: sandbox.Always}, []string{"Cannot read workato_property"}},
		"not found":         {sandbox.Fault{Status: http.StatusNotFound, Body: `{"message":"Not found"}`, Count: sandbox.Always}, []string{"Cannot read workato_property"}},
		"null":              {sandbox.Fault{Status: http.StatusOK, Body: `{"result":null}`, Count: sandbox.Always}, []string{"Cannot read workato_property"}},
		"no envelope":       {sandbox.Fault{Status: http.StatusOK, Body: `{}`, Count: sandbox.Always}, []string{"Cannot read workato_property"}},
		"web page":          {sandbox.Fault{Action: sandbox.HTML, Count: sandbox.Always}, []string{"Cannot read workato_property"}},
		"one list lacks it": {sandbox.Fault{Status: http.StatusOK, Body: `{"result":{}}`}, nil},
		"down for a moment": {sandbox.Fault{Status: http.StatusBadGateway, Count: 2}, nil},
	} {
		for scope, project := range map[string]any{"environment": nil, "project": "60001"} {
			t.Run(name+", "+scope, func(t *testing.T) {
				t.Parallel()
				o := newOffice(t, sandbox.Readings{})
				property := o.Server(t).Instance(t, propertyType)
				property.MustApply(t, shop(acctest.Object{"project_id": project}))
				fault := test.fault
				fault.Method, fault.Route = http.MethodGet, properties
				o.InjectFault(fault)
				after, diags := o.Server(t).Read(t, property.State)
				require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
				require.Empty(t, diags.Warnings())
				require.Equal(t, property.Attributes, after.Attributes)
			})
		}
	}
}

func TestProperty_exists(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{"another value": "other", "the same value": shopURL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			require.NoError(t, o.SetProperty(209, "", "SHOP_URL", value))
			require.NoError(t, o.SetProperty(209, "", "SHOP_URL_2", "not meant"))
			property := o.Server(t).Instance(t, propertyType)
			diags := property.Apply(t, shop(nil))
			require.Equal(t, []string{"Cannot create workato_property"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, `There is already one with the name "SHOP_URL" (id 209/SHOP_URL).`)
			require.Contains(t, diags[0].Detail, "import {\n    to = workato_property.NAME\n    id = \"209/SHOP_URL\"\n  }")
			require.Contains(t, diags[0].Detail, "Nothing was created.")
			require.NotContains(t, diags[0].Detail, value)
			require.Empty(t, o.Writes())
			require.False(t, property.Exists())

			// One of the project is another one.
			property.MustApply(t, shop(acctest.Object{"project_id": "60001"}))
		})
	}
}

func TestProperty_import(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	require.NoError(t, o.SetCustomerField(209, "external_id", "acme"))
	require.NoError(t, o.SetProperty(209, "", "SHOP_URL", shopURL))
	require.NoError(t, o.SetProperty(209, "60001", "a/b 100%", "x"))
	odd := shop(acctest.Object{"project_id": "60001", "name": "a/b 100%", "value": "x"})
	for id, config := range map[string]acctest.Object{
		"209/SHOP_URL": shop(nil), "Eacme/SHOP_URL": shop(nil), "209/60001/a%2Fb 100%25": odd, "Eacme/60001/a%2fb%20100%25": odd,
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			property := o.Server(t).Instance(t, propertyType)
			require.Empty(t, property.Import(t, id))
			require.Equal(t, kept(config), property.Attributes)
			property.MustStay(t, config)
		})
	}
	for name, config := range map[string]acctest.Object{"identity": shop(nil), "identity of project": odd} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, diags := o.Server(t).ImportIdentity(t, propertyType, acctest.Object{"environment_id": "209", "project_id": config["project_id"], "name": config["name"]})
			require.Empty(t, diags)
			require.Equal(t, kept(config), state.Attributes)
		})
	}
	for id, reason := range map[string]string{
		"SHOP_URL":          "it has 1 part instead of 2",
		"209/60001/a/b":     "it has 4 parts instead of 2",
		"209/":              "its part name is empty",
		"209//SHOP_URL":     "its part project_id is empty",
		"209/100%":          "invalid URL escape",
		"209/shop_url":      "There is no such property, or the token cannot see it",
		"209/60002/x":       "Its project 60002 is gone",
		"209/4502/x":        "Its project 4502 is gone",
		"999/SHOP_URL":      "Its environment 999 is gone",
		"Enobody/SHOP_URL":  "Not found",
		"209/60001/SHOP_UR": `Expected <environment_id>/<name> or <environment_id>/<project_id>/<name>, for example "209/SHOP_URL" or "209/4711/SHOP_URL".`,
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			_, diags := o.Server(t).Import(t, propertyType, id)
			require.Len(t, diags.Errors(), 1)
			require.Contains(t, diags.String(), reason)
			if strings.HasPrefix(diags[0].Summary, "Invalid") {
				require.Contains(t, diags.String(), `The id of a property of a project is <environment_id>/<project_id>/<name>, for example "209/4711/SHOP_URL". A slash in a name is written %2F`)
			}
		})
	}
}

// An import reads the value. Where the configuration has a write-only one, the next
// apply takes it out of the state.
func TestProperty_importWriteOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	require.NoError(t, o.SetProperty(209, "", "SHOP_URL", "old"))
	property := o.Server(t).Instance(t, propertyType)
	require.Empty(t, property.Import(t, "209/SHOP_URL"))
	config := secret(fakeSecret, 1, nil)
	property.MustApply(t, config)
	require.Equal(t, kept(config), property.Attributes)
	property.MustStay(t, config)
}

func TestProperty_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		config acctest.Object
		at     []string
	}{
		"longest":           {shop(acctest.Object{"name": strings.Repeat("ä", 100), "value": strings.Repeat("ä", 1024)}), nil},
		"name too long":     {shop(acctest.Object{"name": strings.Repeat("ä", 101)}), []string{"name"}},
		"value too long":    {shop(acctest.Object{"value": strings.Repeat("ä", 1025)}), []string{"value"}},
		"secret too long":   {secret(strings.Repeat("x", 1025), 1, nil), []string{"value_wo"}},
		"no name":           {shop(acctest.Object{"name": ""}), []string{"name"}},
		"name with blanks":  {shop(acctest.Object{"name": " SHOP_URL"}), []string{"name"}},
		"value of blanks":   {shop(acctest.Object{"value": "  "}), nil},
		"empty value":       {shop(acctest.Object{"value": ""}), []string{"value"}},
		"empty secret":      {secret("", 1, nil), []string{"value_wo"}},
		"no value":          {shop(acctest.Object{"value": nil}), []string{"value"}},
		"both values":       {secret(fakeSecret, 1, acctest.Object{"value": "x"}), []string{"value"}},
		"no version":        {shop(acctest.Object{"value": nil, "value_wo": fakeSecret}), []string{"value_wo"}},
		"version alone":     {shop(acctest.Object{"value_wo_version": 1}), []string{"value_wo_version"}},
		"unknown choice":    {shop(acctest.Object{"on_destroy": "delete"}), []string{"on_destroy"}},
		"empty project":     {shop(acctest.Object{"project_id": ""}), []string{"project_id"}},
		"all unknown":       {shop(acctest.Object{"name": acctest.Unknown, "value": acctest.Unknown, "environment_id": acctest.Unknown, "project_id": acctest.Unknown}), nil},
		"an unknown secret": {shop(acctest.Object{"value": nil, "value_wo": acctest.Unknown, "value_wo_version": acctest.Unknown}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := server.Validate(t, propertyType, test.config)
			require.Equal(t, test.at, diags.Errors().Paths(), diags.String())
			require.NotContains(t, diags.String(), fakeSecret)
		})
	}
}

func TestProperty_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, properties) {
		for kind, config := range map[string]acctest.Object{"value": shop(nil), "value_wo": secret(fakeSecret, 1, nil)} {
			t.Run(name+", "+kind, func(t *testing.T) {
				t.Parallel()
				o := newOffice(t, sandbox.Readings{})
				o.InjectFault(fault)
				property := o.Server(t).Instance(t, propertyType)
				diags := property.MustApply(t, config)
				if name != "empty" { // Nothing is an answer, too.
					require.Equal(t, []string{"workato_property 209/SHOP_URL was created although the answer was lost"}, diags.Summaries())
				}
				require.NotContains(t, diags.String(), fakeSecret)
				require.Len(t, o.Writes(), 1)
				property.MustStay(t, config)
			})
		}
	}
}

// A call that had no effect is repeated after the settle time, unless there is another
// property by then.
func TestProperty_createIsLost(t *testing.T) {
	t.Parallel()
	fault := sandbox.Fault{Method: http.MethodPost, Route: properties, Status: http.StatusBadGateway}
	t.Run("repeated", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, sandbox.Readings{})
		o.InjectFault(fault)
		property := o.Server(t).Instance(t, propertyType)
		require.Empty(t, property.MustApply(t, shop(nil)))
		require.Len(t, o.Writes(), 2)
	})
	t.Run("somebody else's", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, sandbox.Readings{})
		slow := fault
		slow.Delay = 200 * time.Millisecond
		o.InjectFault(slow)
		go func() { // Once the call is under way, and before it is answered.
			for len(o.Writes()) == 0 {
				<-time.After(time.Millisecond)
			}
			_ = o.SetProperty(209, "", "SHOP_URL", "other")
		}()
		property := o.Server(t).Instance(t, propertyType)
		diags := property.Apply(t, shop(nil))
		require.Equal(t, []string{"Cannot create workato_property"}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "there is one by now, with another value")
		require.Len(t, o.Writes(), 1)
		value, _ := o.Property(209, "", "SHOP_URL")
		require.Equal(t, "other", value)
	})
}

func TestProperty_refused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		config acctest.Object
		words  string
	}{
		"no such project":     {shop(acctest.Object{"project_id": "4502"}), "project_id is the id of a project in it, not that of its folder"},
		"no such environment": {shop(acctest.Object{"environment_id": "999"}), "Either there is no such environment or project"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			diags := o.Server(t).Instance(t, propertyType).Apply(t, test.config)
			require.Equal(t, []string{"Cannot create workato_property"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, test.words)
		})
	}
	t.Run("saved none", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, sandbox.Readings{})
		o.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: properties, Status: http.StatusOK, Body: `{"success":false}`})
		diags := o.Server(t).Instance(t, propertyType).Apply(t, shop(nil))
		require.Equal(t, []string{"Cannot create workato_property"}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "the service says that it has saved 0 of 1 properties")
	})
}

// The service may not take an empty value.
func TestProperty_blankRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	property := o.Server(t).Instance(t, propertyType)
	property.MustApply(t, shop(acctest.Object{"on_destroy": "blank"}))
	o.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: properties, Status: http.StatusUnprocessableEntity, Body: `{"message":"Validation failed","errors":{"SHOP_URL":["can't be blank"]}}`})
	diags := property.Apply(t, nil)
	require.Equal(t, []string{"Cannot blank workato_property"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, `Set on_destroy = "abandon"`)
	require.True(t, property.Exists())

	// What is gone with its project has nothing to be blanked.
	require.NoError(t, o.DeleteCustomer(209))
	require.Empty(t, property.Apply(t, nil))
}

func TestPropertyDataSources(t *testing.T) {
	t.Parallel()
	for name, readings := range propertyReadings() {
		if readings.ReadLag > 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, readings)
			for _, property := range []string{"SHOP_URL", "SHOP_KEY", "shop_url", "ERP_URL"} {
				require.NoError(t, o.SetProperty(209, "", property, "of "+property))
			}
			require.NoError(t, o.SetProperty(209, "60001", "SHOP_URL", "of the project"))
			server := o.Server(t)
			get := func(typeName string, config acctest.Object) (acctest.Object, acctest.Diagnostics) {
				config["environment_id"] = "209"
				return server.Data(t, typeName, config)
			}
			got, diags := get(propertyType, acctest.Object{"name": "SHOP_URL"})
			require.Empty(t, diags)
			require.Equal(t, acctest.Object{"environment_id": "209", "project_id": nil, "name": "SHOP_URL", "value": "of SHOP_URL"}, got)
			got, diags = get(propertyType, acctest.Object{"name": "SHOP_URL", "project_id": "60001"})
			require.Empty(t, diags)
			require.Equal(t, "of the project", got["value"])
			_, diags = get(propertyType, acctest.Object{"name": "SHOP", "project_id": "60001"})
			require.Equal(t, []string{"Cannot read workato_property"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "The project 60001 of the environment 209 has no property SHOP. Letter case counts")
			_, diags = get(propertyType, acctest.Object{"name": "SHOP_URL", "project_id": "1"})
			require.Contains(t, diags.String(), "no such environment or project")

			got, diags = get(propertiesType, acctest.Object{"prefix": "SHOP_"})
			require.Empty(t, diags)
			require.ElementsMatch(t, []any{
				acctest.Object{"name": "SHOP_KEY", "value": "of SHOP_KEY"}, acctest.Object{"name": "SHOP_URL", "value": "of SHOP_URL"},
			}, got["properties"])
			got, diags = get(propertiesType, acctest.Object{"prefix": "X"})
			require.Empty(t, diags)
			require.Equal(t, []any{}, got["properties"])
		})
	}
}
