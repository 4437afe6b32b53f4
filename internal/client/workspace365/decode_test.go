package workspace365_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

const bom = "\ufeff"

var yes, no = true, false

// Every shape that the list may have: its elements are cut off in the documents.
func TestDecodeList_U03_shapes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body   string
		names  []string
		active []*bool
	}{
		"empty":                   {body: `[]`, names: []string{}, active: []*bool{}},
		"names":                   {body: `["acme","globex"]`, names: []string{"acme", "globex"}, active: []*bool{nil, nil}},
		"environmentName first":   {body: `[{"name":"Acme Ltd.","environmentName":"acme"}]`, names: []string{"acme"}, active: []*bool{nil}},
		"name":                    {body: `[{"name":"acme"}]`, names: []string{"acme"}, active: []*bool{nil}},
		"PascalCase":              {body: `[{"EnvironmentName":"acme","IsActive":true}]`, names: []string{"acme"}, active: []*bool{&yes}},
		"isActive":                {body: `[{"name":"a","isActive":true},{"name":"b","isActive":false}]`, names: []string{"a", "b"}, active: []*bool{&yes, &no}},
		"active":                  {body: `[{"name":"a","active":false}]`, names: []string{"a"}, active: []*bool{&no}},
		"isEnabled":               {body: `[{"name":"a","isEnabled":true}]`, names: []string{"a"}, active: []*bool{&yes}},
		"enabled":                 {body: `[{"name":"a","enabled":false}]`, names: []string{"a"}, active: []*bool{&no}},
		"isInactive":              {body: `[{"name":"a","isInactive":true}]`, names: []string{"a"}, active: []*bool{&no}},
		"deactivated":             {body: `[{"name":"a","deactivated":false}]`, names: []string{"a"}, active: []*bool{&yes}},
		"disabled":                {body: `[{"name":"a","disabled":true}]`, names: []string{"a"}, active: []*bool{&no}},
		"status words":            {body: `[{"name":"a","status":"Active"},{"name":"b","status":"INACTIVE"},{"name":"c","status":"Deactivated"},{"name":"d","status":"disabled"}]`, names: []string{"a", "b", "c", "d"}, active: []*bool{&yes, &no, &no, &no}},
		"state":                   {body: `[{"name":"a","state":"activated"}]`, names: []string{"a"}, active: []*bool{&yes}},
		"unknown status":          {body: `[{"name":"a","status":"Migrating"}]`, names: []string{"a"}, active: []*bool{nil}},
		"null flag":               {body: `[{"name":"a","isActive":null,"status":"Inactive"}]`, names: []string{"a"}, active: []*bool{&no}},
		"flag that is no bool":    {body: `[{"name":"a","isActive":"yes"}]`, names: []string{"a"}, active: []*bool{nil}},
		"in environments":         {body: `{"environments":[{"name":"a"}],"count":1}`, names: []string{"a"}, active: []*bool{nil}},
		"in items":                {body: `{"items":["a"]}`, names: []string{"a"}, active: []*bool{nil}},
		"in value":                {body: `{"Value":["a"],"@odata.context":"x"}`, names: []string{"a"}, active: []*bool{nil}},
		"in data":                 {body: `{"data":["a"]}`, names: []string{"a"}, active: []*bool{nil}},
		"in result, none":         {body: `{"result":[]}`, names: []string{}, active: []*bool{}},
		"beside another array":    {body: `{"environments":["a"],"warnings":["old"]}`, names: []string{"a"}, active: []*bool{nil}},
		"byte order mark, blanks": {body: " " + bom + "\r\n [\"a\"] \n", names: []string{"a"}, active: []*bool{nil}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows, err := workspace365.DecodeList([]byte(test.body))
			require.NoError(t, err)
			names, active := []string{}, []*bool{}
			for _, row := range rows {
				names, active = append(names, row.Name), append(active, row.Active)
			}
			require.Equal(t, test.names, names)
			require.Equal(t, test.active, active)
		})
	}
}

// The element is kept as it came, for shapes that nobody has seen yet.
func TestDecodeList_raw(t *testing.T) {
	t.Parallel()
	rows, err := workspace365.DecodeList([]byte(`["a",{"Name":"b","Licences":{"Bought":7}}]`))
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, []string{`"a"`, `{"Name":"b","Licences":{"Bought":7}}`}, []string{string(rows[0].Raw), string(rows[1].Raw)})
}

// What is no list is an error, and so is a list of which one element says no name:
// either could otherwise be read as "everything is gone".
func TestDecodeList_errors(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		``:                                  "it holds no list",
		bom:                                 "it holds no list",
		`null`:                              "it holds no list",
		`"acme"`:                            "it holds no list",
		`42`:                                "it holds no list",
		`not JSON`:                          "it holds no list",
		`[`:                                 "unexpected end of JSON input",
		`["a",`:                             "unexpected end of JSON input",
		`{}`:                                "it holds 0 lists instead of one",
		`{"environments":{}}`:               "it holds 0 lists instead of one",
		`{"message":"no","errors":[]}`:      "it holds 0 lists instead of one",
		`{"errors":["Access denied"]}`:      "it holds 0 lists instead of one",
		`{"items":["a"],"data":["b"]}`:      "it holds 2 lists instead of one",
		`[{"key":1}]`:                       "element 1 of the list has no name",
		`["a",{"key":1}]`:                   "element 2 of the list has no name",
		`[{"key":1},"b"]`:                   "element 1 of the list has no name",
		`["a",null]`:                        "element 2 of the list has no name",
		`["a",""]`:                          "element 2 of the list has no name",
		`["a",7]`:                           "element 2 of the list has no name",
		`[["a"]]`:                           "element 1 of the list has no name",
		`[{"environmentName":7,"name":""}]`: "element 1 of the list has no name",
	} {
		rows, err := workspace365.DecodeList([]byte(body))
		require.EqualError(t, err, want, body)
		require.Nil(t, rows, body)
	}
}

func TestDecodeCreated_U02_replies(t *testing.T) {
	t.Parallel()
	type created = workspace365.Created
	for body, want := range map[string]created{
		`"acme"`:                      {Name: "acme"},
		"\n\"acme\"\r\n":              {Name: "acme"},
		bom + `"acme"`:                {Name: "acme"},
		`acme`:                        {Name: "acme"},
		bom + "acme\n":                {Name: "acme"},
		`acme-corp_1.x`:               {Name: "acme-corp_1.x"},
		`{"environmentName":"acme"}`:  {Name: "acme"},
		`{"EnvironmentName":"acme"}`:  {Name: "acme"},
		`{"name":"acme","created":1}`: {Name: "acme"},
		bom + `{"name":"acme"}`:       {Name: "acme"},
		`{"environmentName":"acme","registerUrl":"https://x.example/r"}`:                                          {Name: "acme", RegisterURL: "https://x.example/r"},
		`{"EnvironmentName":"acme","RegisterUrl":"https://x.example/r","Url":"https://x.example/"}`:               {Name: "acme", RegisterURL: "https://x.example/r"},
		`{"environmentName":"acme","registrationUrl":"https://x.example/r"}`:                                      {Name: "acme", RegisterURL: "https://x.example/r"},
		`{"environmentName":"acme","temporaryPassword":"fake-pw"}`:                                                {Name: "acme", TemporaryPassword: "fake-pw"},
		`{"environmentName":"acme","password":"fake-pw"}`:                                                         {Name: "acme", TemporaryPassword: "fake-pw"},
		`{"environmentName":"acme","password":"fake-pw","passwordMustChange":true,"apasswordExpires":null}`:       {Name: "acme", TemporaryPassword: "fake-pw"},
		`{"environmentName":"acme","TemporaryPassword":"fake-pw","passwordPolicy":"strong","apasswordHint":"no"}`: {Name: "acme", TemporaryPassword: "fake-pw"},
	} {
		// More than once, since the members of an object come in any order.
		for range 20 {
			got, err := workspace365.DecodeCreated([]byte(body))
			require.NoError(t, err, body)
			require.Equal(t, want, got, body)
		}
	}
}

// Without a name, the list has to tell; nothing else is taken for one.
func TestDecodeCreated_nameless(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		``, ` `, bom, `""`, `{}`, `null`, `true`, `42`, `[]`, `["acme"]`, `{"created":true}`, `{"environmentName":null}`, `{"environmentName":7}`,
		`The environment was created`, `<html><body>acme</body></html>`, `{"environmentName":"ac`, `"ac`, "ac\x00me", strings.Repeat("a", 101),
	} {
		got, err := workspace365.DecodeCreated([]byte(body))
		require.EqualError(t, err, "it holds no name", body)
		require.Empty(t, got.Name, body)
	}
}

// A refusal comes in any of these forms, none of which is documented in full.
func TestDecodeError_forms(t *testing.T) {
	t.Parallel()
	type fields = map[string][]string
	for name, test := range map[string]struct {
		body, message string
		fields        fields
	}{
		"validation results":    {`[{"errorMessage":"Taken.","memberNames":["EnvironmentName"]},{"errorMessage":"Not an address.","memberNames":["EmailAddress"]}]`, "Taken.; Not an address.", fields{"environmentname": {"Taken."}, "emailaddress": {"Not an address."}}},
		"PascalCase":            {`[{"ErrorMessage":"Taken.","MemberNames":["EnvironmentName"]}]`, "Taken.", fields{"environmentname": {"Taken."}}},
		"several members":       {`[{"errorMessage":"Both.","memberNames":["FirstName","LastName"]}]`, "Both.", fields{"firstname": {"Both."}, "lastname": {"Both."}}},
		"twice the same member": {`[{"errorMessage":"Short.","memberNames":["Password"]},{"errorMessage":"Plain.","memberNames":["Password"]}]`, "Short.; Plain.", fields{"password": {"Short.", "Plain."}}},
		"no members":            {`[{"errorMessage":"No.","memberNames":[]}]`, "No.", fields{"": {"No."}}},
		"null members":          {`[{"errorMessage":"No.","memberNames":null}]`, "No.", fields{"": {"No."}}},
		"member as a string":    {`[{"message":"Taken.","propertyName":"EnvironmentName"}]`, "Taken.", fields{"environmentname": {"Taken."}}},
		"field and error":       {`[{"error":"Taken.","field":"EnvironmentName"}]`, "Taken.", fields{"environmentname": {"Taken."}}},
		"members":               {`[{"message":"Taken.","members":["EnvironmentName"]}]`, "Taken.", fields{"environmentname": {"Taken."}}},
		"strings":               {`["Taken.","","Short."]`, "Taken.; Short.", fields{"": {"Taken.", "Short."}}},
		"strings and objects":   {`["Taken.",{"errorMessage":"Short.","memberNames":["Password"]}]`, "Taken.; Short.", fields{"": {"Taken."}, "password": {"Short."}}},
		"one object":            {`{"errorMessage":"Taken.","memberNames":["EnvironmentName"]}`, "Taken.", fields{"environmentname": {"Taken."}}},
		"global error":          {`{"globalError":"No.","fieldErrors":{}}`, "No.", fields{"": {"No."}}},
		"field errors":          {`{"globalError":null,"fieldErrors":{"EnvironmentName":["Taken.","Long."]}}`, "environmentname: Taken., Long.", fields{"environmentname": {"Taken.", "Long."}}},
		"several field errors":  {`{"fieldErrors":{"Password":["Short."],"EmailAddress":["No address."],"FirstName":["Missing."],"EnvironmentName":["Taken."]}}`, "emailaddress: No address.; environmentname: Taken.; firstname: Missing.; password: Short.", fields{"password": {"Short."}, "emailaddress": {"No address."}, "firstname": {"Missing."}, "environmentname": {"Taken."}}},
		"field error as text":   {`{"globalError":"No.","fieldErrors":{"Password":"Short."}}`, "No.; password: Short.", fields{"": {"No."}, "password": {"Short."}}},
		"model state":           {`{"Message":"The request is invalid.","ModelState":{"environment.EnvironmentName":["Taken."]}}`, "The request is invalid.; environmentname: Taken.", fields{"environmentname": {"Taken."}}},
		"problem details":       {`{"title":"x","errors":{"LicenseCount":["Negative."]}}`, "licensecount: Negative.", fields{"licensecount": {"Negative."}}},
		"a string":              {`"The key does not match."`, "The key does not match.", nil},
		"byte order mark":       {bom + `["Taken."]`, "Taken.", fields{"": {"Taken."}}},
		"object without words":  {`{"code":7}`, "", fields{}},
		"empty array":           {`[]`, "", fields{}},
		"numbers":               {`[1,null,true]`, "", fields{}},
		"a number":              {`7`, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			message, got, id, ok := workspace365.DecodeError([]byte(test.body))
			require.True(t, ok)
			require.Empty(t, id)
			require.Equal(t, test.message, message)
			require.Equal(t, test.fields, got)
		})
	}
}

// What is no JSON did not come from the API, so nothing is read from it, and the
// transport must not count it as a refusal.
func TestDecodeError_unparsable(t *testing.T) {
	t.Parallel()
	for _, body := range []string{``, `<html>Bad Request</html>`, `Bad Request`, `[{"errorMessage":`, `{"message":"x"`} {
		message, fields, _, ok := workspace365.DecodeError([]byte(body))
		require.False(t, ok, body)
		require.Empty(t, message, body)
		require.Empty(t, fields, body)
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	require.True(t, workspace365.Same("Acme", "aCME"))
	require.False(t, workspace365.Same("acme", "acme1"))
	require.False(t, workspace365.Same("acme", "a-cme"))
}

func FuzzDecodeList(f *testing.F) {
	for _, seed := range []string{
		`[]`, `["acme"]`, `[{"environmentName":"acme","isActive":true}]`, `[{"Name":"acme","Status":"Inactive"}]`, `{"environments":["acme"]}`,
		`[{"key":1}]`, bom + `["acme"]`, `{"errors":[]}`, `null`, `[null]`, "[\"\xff\"]", `{"value":[{"name":"a","isInactive":null}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := workspace365.DecodeList(data)
		if err != nil {
			require.Nil(t, rows, "half a list is no list")
			return
		}
		require.NotNil(t, rows)
		for _, row := range rows {
			require.NotEmpty(t, row.Name)
			require.True(t, json.Valid(row.Raw))
		}
	})
}

func FuzzDecodeCreated(f *testing.F) {
	for _, seed := range []string{
		`"acme"`, `acme`, bom + `"acme"`, `{"environmentName":"acme","registerUrl":"https://x.example/r"}`, `{"Name":"acme","TemporaryPassword":"fake"}`,
		``, `null`, `true`, `[]`, `<html>`, `{"created":true}`, "\"\xff\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		created, err := workspace365.DecodeCreated(data)
		again, _ := workspace365.DecodeCreated(data)
		require.Equal(t, created, again, "the order of members must not matter")
		if err == nil {
			require.NotEmpty(t, created.Name)
		} else {
			require.Empty(t, created.Name)
		}
	})
}

func FuzzDecodeError(f *testing.F) {
	for _, seed := range []string{
		`[{"errorMessage":"Taken.","memberNames":["EnvironmentName"]}]`, `["Taken."]`, `{"globalError":null,"fieldErrors":{"a.b":["x"]}}`,
		`{"message":"x","modelState":{"a":"b"}}`, `"text"`, ``, `<html>`, `[[["x"]]]`, `[{"memberNames":[""]}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, fields, _, ok := workspace365.DecodeError(data)
		if !ok {
			require.Empty(t, fields)
		}
		for name := range fields {
			require.Equal(t, strings.ToLower(name), name)
		}
	})
}
