package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// setProperties is the body of the upsert.
func setProperties(values object) object { return object{"properties": values} }

func TestProperties(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	path := customer + "/properties"
	project := path + "?project_id=" + c.project(customer, "Sales")

	require.Equal(t, object{"success": true}, c.must(http.MethodPost, path, setProperties(object{"shop_url": "u", "shop_key": "k", "erp": ""})))
	c.must(http.MethodPost, project, setProperties(object{"shop_url": "of the project"}))
	require.Equal(t, object{"result": object{"shop_url": "u", "shop_key": "k"}}, c.must(http.MethodGet, path+"?prefix=shop_", nil))
	require.Equal(t, object{"result": object{"erp": ""}}, c.must(http.MethodGet, path+"?prefix=e", nil))
	require.Equal(t, object{"result": object{}}, c.must(http.MethodGet, path+"?prefix=SHOP", nil))
	require.Equal(t, object{"result": object{"shop_url": "of the project"}}, c.must(http.MethodGet, project+"&prefix=shop", nil))

	c.must(http.MethodPost, path, setProperties(object{"shop_url": "changed"}))
	require.Len(t, c.sb.LiveObjects(sandbox.KindProperty), 4, "an upsert makes no second one")
	value, exists := c.sb.Property(209, "", "shop_url")
	require.True(t, exists)
	require.Equal(t, "changed", value)
	require.Empty(t, c.sb.Duplicates())

	for name, test := range map[string]struct {
		method, path string
		body         any
		status       int
		words        string
	}{
		"no prefix":        {http.MethodGet, path, nil, http.StatusBadRequest, "prefix is missing"},
		"empty prefix":     {http.MethodGet, path + "?prefix=", nil, http.StatusBadRequest, "prefix is missing"},
		"older filter":     {http.MethodGet, path + "?param=shop", nil, http.StatusBadRequest, "prefix is missing"},
		"no project":       {http.MethodGet, path + "?prefix=x&project_id=1", nil, http.StatusNotFound, "Project not found"},
		"no environment":   {http.MethodGet, customerPath(1) + "/properties?prefix=x", nil, http.StatusNotFound, "Not found"},
		"not wrapped":      {http.MethodPost, path, object{"shop_url": "u"}, http.StatusBadRequest, "unexpected field"},
		"none":             {http.MethodPost, path, setProperties(object{}), http.StatusBadRequest, "properties is missing"},
		"an array":         {http.MethodPost, path, object{"properties": []any{object{"name": "a", "value": "b"}}}, http.StatusUnprocessableEntity, "must be an object"},
		"a number":         {http.MethodPost, path, setProperties(object{"good": "x", "bad": 7}), http.StatusUnprocessableEntity, `"bad":["must be a string"]`},
		"null":             {http.MethodPost, path, setProperties(object{"bad": nil}), http.StatusUnprocessableEntity, "must be a string"},
		"blank name":       {http.MethodPost, path, setProperties(object{" ": "x"}), http.StatusUnprocessableEntity, "blank name"},
		"too long a name":  {http.MethodPost, path, setProperties(object{strings.Repeat("ä", 101): "x"}), http.StatusUnprocessableEntity, "100 characters"},
		"too long a value": {http.MethodPost, path, setProperties(object{"bad": strings.Repeat("ä", 1025)}), http.StatusUnprocessableEntity, "maximum is 1024 characters"},
		"one by name":      {http.MethodGet, path + "/shop_url", nil, http.StatusNotFound, "Not found"},
		"to delete":        {http.MethodDelete, path + "/shop_url", nil, http.StatusNotFound, "Not found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.call(test.method, test.path, test.body).refused(test.status, test.words)
			_, exists := c.sb.Property(209, "", "good")
			require.False(t, exists, "all or none")
		})
	}
	c.must(http.MethodPost, path, setProperties(object{strings.Repeat("ä", 100): strings.Repeat("ä", 1024)}))
}

func TestProperties_limit(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	path := customer + "/properties"
	many := object{}
	times(999, func(i int) { many[fmt.Sprint(i)] = "x" })
	c.must(http.MethodPost, path, setProperties(many))
	c.call(http.MethodPost, path, setProperties(object{"a": "x", "b": "x"})).refused(http.StatusUnprocessableEntity, `"b":["is one more than the 1000`)
	c.must(http.MethodPost, path, setProperties(object{"a": "x"}))
	c.must(http.MethodPost, path, setProperties(object{"a": "y", "7": "y"}))
	c.must(http.MethodPost, path+"?project_id="+c.project(customer, "Sales"), setProperties(object{"b": "x"}))
}

// Properties go with what they belong to, and each environment has its own.
func TestProperties_gone(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(object{"provision_environments": true})
	testID := c.environments(customer)["test"]
	project := c.project(customer, "Sales")
	c.must(http.MethodPost, customer+"/properties", setProperties(object{"a": "dev"}))
	c.must(http.MethodPost, testID+"/properties", setProperties(object{"a": "test"}))
	c.must(http.MethodPost, customer+"/properties?project_id="+project, setProperties(object{"a": "project"}))
	require.Equal(t, object{"result": object{"a": "test"}}, c.must(http.MethodGet, testID+"/properties?prefix=a", nil))
	require.Len(t, c.sb.LiveObjects(sandbox.KindProperty), 3)
	c.must(http.MethodDelete, customer+"/projects/"+project, nil)
	require.Len(t, c.sb.LiveObjects(sandbox.KindProperty), 2)
	require.NoError(t, c.sb.DeleteObject(sandbox.KindProperty, c.sb.LiveObjects(sandbox.KindProperty)[0].ID))
	require.NoError(t, c.sb.DeleteCustomer(209))
	require.Empty(t, c.sb.LiveObjects(sandbox.KindProperty))
}

func TestProperties_readings(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{BareLists: true, PropertyReadings: sandbox.PropertyReadings{
		PropertyRows: true, PropertySavedCount: true, PropertyParam: true, BlankPropertiesVanish: true,
	}})
	path := c.customer(nil) + "/properties"
	require.Equal(t, object{"result": 2.0}, c.must(http.MethodPost, path, setProperties(object{"a": "1", "b": "2"})))
	c.call(http.MethodGet, path+"?prefix=a", nil).refused(http.StatusBadRequest, "param is missing")
	require.Equal(t, []any{object{"name": "a", "value": "1"}}, c.call(http.MethodGet, path+"?param=a", nil).list())
	c.must(http.MethodPost, path, setProperties(object{"a": ""}))
	require.Empty(t, c.call(http.MethodGet, path+"?param=a", nil).list())

	c.sb.SetReadings(sandbox.Readings{PropertyReadings: sandbox.PropertyReadings{PropertiesSavedPartly: true}})
	require.Equal(t, object{"result": 1.0}, c.must(http.MethodPost, path, setProperties(object{"good": "x", "bad": 7})))
	require.Equal(t, object{"result": object{"good": "x"}}, c.must(http.MethodGet, path+"?prefix=g", nil))
}

func TestProperties_console(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	project := c.project(customer, "Sales")
	require.NoError(t, c.sb.SetProperty(209, "", "a", "1"))
	require.NoError(t, c.sb.SetProperty(209, project, "a", "2"))
	require.Equal(t, object{"result": object{"a": "1"}}, c.must(http.MethodGet, customer+"/properties?prefix=a", nil))
	require.NoError(t, c.sb.RemoveProperty(209, "", "a"))
	require.Error(t, c.sb.RemoveProperty(209, "", "a"))
	require.Error(t, c.sb.SetProperty(209, "1", "a", "1"))
	require.Error(t, c.sb.SetProperty(1, "", "a", "1"))
	value, exists := c.sb.Property(209, project, "a")
	require.True(t, exists)
	require.Equal(t, "2", value)
	require.Len(t, c.sb.Requests(), 4, "the console is not the API")
}

func TestFolders_readings(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{FolderReadings: sandbox.FolderReadings{FilledFoldersStay: true, UnknownParentIsEmpty: true}})
	customer := c.customer(nil)
	top := c.must(http.MethodPost, customer+"/folders", object{"name": "Sales"})
	outer := c.must(http.MethodPost, customer+"/folders", object{"name": "Outer", "parent_id": top["id"]})
	inner := c.must(http.MethodPost, customer+"/folders", object{"name": "Inner", "parent_id": outer["id"]})
	path := customer + "/folders/"
	c.call(http.MethodDelete, path+idText(outer["id"]), nil).refused(http.StatusForbidden, "Cannot destroy folder")
	require.Empty(t, items(t, c.must(http.MethodGet, customer+"/folders?parent_id=1", nil), "result"))

	require.Error(t, c.sb.MoveFolder(209, idText(outer["id"]), idText(inner["id"])), "into itself")
	require.Error(t, c.sb.MoveFolder(209, idText(top["id"]), idText(inner["id"])), "a project")
	require.Error(t, c.sb.MoveFolder(209, "1", idText(inner["id"])))
	require.Error(t, c.sb.MoveFolder(209, idText(inner["id"]), "1"))
	require.NoError(t, c.sb.MoveFolder(209, idText(inner["id"]), idText(top["id"])))
	require.Equal(t, []string{"Outer", "Inner"}, names(items(t, c.must(http.MethodGet, customer+"/folders?parent_id="+idText(top["id"]), nil), "result")))
	c.must(http.MethodDelete, path+idText(outer["id"]), nil)
}
