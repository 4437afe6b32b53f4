package workato_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

func customer(t *testing.T, body string) workato.Customer {
	t.Helper()
	var out workato.Customer
	require.NoError(t, json.Unmarshal([]byte(body), &out))
	return out
}

func TestCustomer_environments(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body            string
		dev, test, prod workato.ID
		on, ready       bool
	}{
		"without the member":      {`{"id":209}`, "209", "", "", false, false},
		"null":                    {`{"id":209,"environments":null}`, "209", "", "", false, false},
		"empty":                   {`{"id":209,"environments":[]}`, "209", "", "", false, false},
		"DEV alone":               {`{"id":209,"environments":[{"id":209,"environment_type":"dev"}]}`, "209", "", "", false, false},
		"all":                     {`{"id":209,"environments":[{"id":211,"environment_type":"prod"},{"id":210,"environment_type":"test"},{"id":209,"environment_type":"dev"}]}`, "209", "210", "211", true, true},
		"without DEV":             {`{"id":209,"environments":[{"id":210,"environment_type":"test"},{"id":211,"environment_type":"prod"}]}`, "209", "210", "211", true, true},
		"in capitals":             {`{"id":209,"environments":[{"id":210,"environment_type":"TEST"},{"id":211,"environment_type":"Prod"}]}`, "209", "210", "211", true, true},
		"as requests call it":     {`{"id":209,"environments":[{"id":210,"type":"TEST"},{"id":211,"type":"prod"}]}`, "209", "210", "211", true, true},
		"half made":               {`{"id":209,"environments":[{"id":210,"environment_type":"test"}]}`, "209", "210", "", true, false},
		"half made, the other":    {`{"id":209,"environments":[{"id":211,"environment_type":"prod"}]}`, "209", "", "211", true, false},
		"being made, without ids": {`{"id":209,"environments":[{"id":null,"environment_type":"test"},{"environment_type":"prod"}]}`, "209", "", "", false, false},
		"of another type":         {`{"id":209,"environments":[{"id":5,"environment_type":"staging"}]}`, "209", "", "", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := customer(t, test.body)
			for kind, want := range map[string]workato.ID{
				workato.EnvironmentDev: test.dev, workato.EnvironmentTest: test.test, workato.EnvironmentProd: test.prod,
			} {
				e, ok := got.Environment(kind)
				require.Equal(t, want != "", ok, kind)
				require.Equal(t, want, e.ID, kind)
				if ok {
					require.Equal(t, kind, e.Kind())
				}
			}
			_, ok := got.Environment("staging")
			require.Equal(t, name == "of another type", ok)
			require.Equal(t, test.on, got.EnvironmentsOn())
			require.Equal(t, test.ready, got.EnvironmentsReady())
		})
	}
}

// The DEV environment of a customer without Environments has the external id of the customer.
func TestCustomer_devExternalID(t *testing.T) {
	t.Parallel()
	dev, ok := customer(t, `{"id":209,"external_id":2300}`).Environment(workato.EnvironmentDev)
	require.True(t, ok)
	require.Equal(t, workato.Set(workato.Text("2300")), dev.ExternalID)
}

func TestOnlyCustomers(t *testing.T) {
	t.Parallel()
	const (
		full  = `{"id":209,"environments":[{"id":209,"environment_type":"dev"},{"id":210,"environment_type":"test"},{"id":211,"environment_type":"prod"}]}`
		plain = `{"id":300}`
	)
	for name, test := range map[string]struct {
		rows []string
		want []workato.ID
	}{
		"none":                          {nil, []workato.ID{}},
		"nested only":                   {[]string{full, plain}, []workato.ID{"209", "300"}},
		"environments as rows":          {[]string{full, `{"id":210}`, plain, `{"id":211}`}, []workato.ID{"209", "300"}},
		"environments come before":      {[]string{`{"id":211}`, `{"id":210}`, full, plain}, []workato.ID{"209", "300"}},
		"each row shows all of them":    {[]string{`{"id":210,"environments":null}`, full}, []workato.ID{"209"}},
		"a customer that names itself":  {[]string{`{"id":209,"environments":[{"id":209,"environment_type":"dev"}]}`}, []workato.ID{"209"}},
		"an environment without its id": {[]string{`{"id":209,"environments":[{"environment_type":"test"}]}`, plain}, []workato.ID{"209", "300"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var rows []workato.Customer
			for _, row := range test.rows {
				rows = append(rows, customer(t, row))
			}
			got := []workato.ID{}
			for _, row := range workato.OnlyCustomers(rows) {
				got = append(got, row.ID)
			}
			require.Equal(t, test.want, got)
		})
	}
}
