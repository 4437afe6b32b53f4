package workato_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

func TestDecodeObject(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"bare":                          `{"id":7,"name":"acme"}`,
		"white space":                   "\n { \"id\" : 7 , \"name\" : \"acme\" } \n",
		"data":                          `{"data":{"id":7,"name":"acme"}}`,
		"result":                        `{"result":{"id":"7","name":"acme"}}`,
		"items":                         `{"items":{"id":7,"name":"acme"}}`,
		"data of its own":               `{"id":7,"name":"acme","data":{"id":8},"result":[]}`,
		"counters of its own":           `{"id":7,"name":"acme","total":"many","count":1.5,"per_page":"x","page":null}`,
		"unknown members":               `{"id":7,"name":"acme","colour":{"deep":[1]}}`,
		"unknown members of a envelope": `{"data":{"id":7,"name":"acme"},"total":"x","meta":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := workato.DecodeCustomer([]byte(body))
			require.NoError(t, err)
			require.Equal(t, workato.Customer{ID: "7", Name: "acme"}, got)
		})
	}
	for name, test := range map[string]struct{ body, want string }{
		"empty":           {``, "it is not a JSON object"},
		"cut off":         {`{"id":7`, "it is not a JSON object"},
		"HTML":            {`<html>`, "it is not a JSON object"},
		"list":            {`[{"id":7}]`, "it is not a JSON object"},
		"text":            {`"ok"`, "it is not a JSON object"},
		"null":            {`null`, "it holds no object with an id"},
		"success":         {`{"success":true}`, "it holds no object with an id"},
		"result of words": {`{"result":"ok"}`, "cannot unmarshal"},
		"no id":           {`{"name":"acme"}`, "it holds no object with an id"},
		"null id":         {`{"id":null,"name":"acme"}`, "it holds no object with an id"},
		"empty id":        {`{"id":"","name":"acme"}`, "it holds no object with an id"},
		"odd id":          {`{"id":true}`, "an id is neither a number nor a string"},
		"data without id": {`{"data":{"name":"acme"}}`, "it holds no object with an id"},
		"null data":       {`{"data":null}`, "it holds no object with an id"},
		"list as data":    {`{"data":[{"id":7}]}`, "cannot unmarshal"},
	} {
		t.Run("not "+name, func(t *testing.T) {
			t.Parallel()
			_, err := workato.DecodeCustomer([]byte(test.body))
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestDecodePage(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body              string
		rows, total, size int
	}{
		"bare":               {`[{"id":7},{"id":"8"}]`, 2, 0, 0},
		"bare, white space":  {" \n\t[{\"id\":7}]", 1, 0, 0},
		"bare, empty":        {`[]`, 0, 0, 0},
		"result":             {`{"result":[{"id":7},{"id":8}],"count":2,"page":1,"per_page":100}`, 2, 2, 100},
		"result alone":       {`{"result":[{"id":7}]}`, 1, 0, 0},
		"data":               {`{"data":[{"id":"pf-1"}],"total":31,"page":{"number":1,"size":50}}`, 1, 31, 50},
		"data, empty":        {`{"data":[],"total":0,"page":{"number":1,"size":100}}`, 0, 0, 100},
		"items":              {`{"items":[{"id":7}]}`, 1, 0, 0},
		"items in a result":  {`{"result":{"count":9,"items":[{"id":7}]}}`, 1, 9, 0},
		"total before count": {`{"data":[{"id":7}],"total":5,"count":1}`, 1, 5, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := workato.DecodeCustomers([]byte(test.body))
			require.NoError(t, err)
			require.Len(t, got.Items, test.rows)
			require.Equal(t, test.total, got.Total)
			require.Equal(t, test.size, got.Size)
		})
	}
	// What is not a list must not be taken for an empty one: all would seem gone.
	for name, test := range map[string]struct{ body, want string }{
		"empty":        {``, "it is not JSON"},
		"cut off":      {`[{"id":7}`, "unexpected end of JSON input"},
		"null":         {`null`, "it holds no list"},
		"object":       {`{}`, "it holds no list"},
		"success":      {`{"success":true}`, "it holds no list"},
		"null data":    {`{"data":null,"total":0}`, "it holds no list"},
		"null result":  {`{"result":null}`, "it holds no list"},
		"null items":   {`{"result":{"items":null}}`, "it holds no list"},
		"text":         {`{"result":"ok"}`, "it is not JSON"},
		"an error":     {`{"message":"Not found"}`, "it holds no list"},
		"too deep":     {`{"result":{"result":{"result":[{"id":7}]}}}`, "it holds no list"},
		"row of null":  {`[{"id":7},null]`, "row 2 of the list has no id"},
		"row, no id":   {`{"data":[{"name":"a"}]}`, "row 1 of the list has no id"},
		"row, null id": {`[{"id":null}]`, "row 1 of the list has no id"},
		"row of text":  {`["a"]`, "cannot unmarshal"},
	} {
		t.Run("not "+name, func(t *testing.T) {
			t.Parallel()
			_, err := workato.DecodeCustomers([]byte(test.body))
			require.ErrorContains(t, err, test.want)
		})
	}
}

func FuzzDecodeObject(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{"id":7}`, `{"data":{"id":"7"}}`, `{"result":{"id":9007199254740993}}`, `{"id":null,"data":{"id":1}}`,
		`{"ID":7,"Data":{}}`, `{"id":7,"external_id":["a",1],"environments":[{"id":1,"type":"TEST"}]}`, "{\"id\":\"\xff\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if got, err := workato.DecodeCustomer(body); err == nil && got.ID == "" {
			t.Fatalf("%q gives an object without an id", body)
		}
	})
}

func FuzzDecodePage(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `[null]`, `{"data":[]}`, `{"result":{"items":[{"id":7}],"count":-1}}`, `{"data":[{"id":"pf-1"}],"total":1,"page":{"size":9}}`,
		`{"result":[{"id":7}],"per_page":-5}`, ` [ {"id" : 1 } ] x`, `{"data":{"data":{"data":{"data":[]}}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := workato.DecodeCustomers(body)
		if err != nil {
			return
		}
		for i, row := range got.Items {
			if row.ID == "" {
				t.Fatalf("row %d of %q has no id", i, body)
			}
		}
		if got.Items == nil {
			t.Fatalf("%q gives no list at all", body)
		}
	})
}
