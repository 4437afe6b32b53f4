package project_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// atOnce applies a configuration to each of some properties at the same time, as one
// run of Terraform does, and returns the diagnostics of each.
func atOnce(t *testing.T, instances []*acctest.Instance, config func(i int) acctest.Object) []acctest.Diagnostics {
	t.Helper()
	plans, out, group := make([]acctest.Plan, len(instances)), make([]acctest.Diagnostics, len(instances)), sync.WaitGroup{}
	for i, instance := range instances {
		var diags acctest.Diagnostics
		plans[i], diags = instance.Plan(t, config(i))
		require.Empty(t, diags.Errors())
	}
	for i, instance := range instances {
		group.Go(func() { out[i] = instance.Carry(t, plans[i]) })
	}
	group.Wait()
	return out
}

func newInstances(t *testing.T, o office, count int) []*acctest.Instance {
	t.Helper()
	server, out := o.Server(t), make([]*acctest.Instance, count)
	for i := range out {
		out[i] = server.Instance(t, propertyType)
	}
	return out
}

// settingOf is a property of its own, with the given number of scopes to be in.
func settingOf(i int, value string) acctest.Object {
	config := shop(acctest.Object{"name": fmt.Sprintf("SETTING_%d", i), "value": value, "on_destroy": "blank"})
	if i%2 == 1 {
		config["project_id"] = "60001"
	}
	return config
}

// Properties of one environment or project that are created, changed or blanked at the
// same time go together.
func TestProperty_together(t *testing.T) {
	t.Parallel()
	const count = 10
	o := newOffice(t, sandbox.Readings{})
	instances := newInstances(t, o, count)
	for _, value := range []string{"a", "b", ""} {
		o.ResetRequests()
		for _, diags := range atOnce(t, instances, func(i int) acctest.Object {
			if value == "" {
				return nil
			}
			return settingOf(i, value)
		}) {
			require.Empty(t, diags)
		}
		// Each of the two scopes needs one call. A slow machine may need some more.
		require.Less(t, len(o.Writes()), count)
		for i := range count {
			project, _ := settingOf(i, value)["project_id"].(string)
			got, exists := o.Property(209, project, fmt.Sprintf("SETTING_%d", i))
			require.True(t, exists)
			require.Equal(t, value, got)
		}
	}
	require.Empty(t, o.Duplicates())
}

// A refused batch is taken apart: only those at fault fail, each with its own error.
func TestProperty_togetherRefused(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"all or none": {}, "saved partly": {PropertyReadings: sandbox.PropertyReadings{PropertiesSavedPartly: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, readings)
			// There is room for two more.
			for i := range 998 {
				require.NoError(t, o.SetProperty(209, "", fmt.Sprint(i), "x"))
			}
			failed := 0
			instances := newInstances(t, o, 5)
			for i, diags := range atOnce(t, instances, func(i int) acctest.Object {
				return shop(acctest.Object{"name": fmt.Sprintf("SETTING_%d", i)})
			}) {
				if instances[i].Exists() {
					require.Empty(t, diags)
					continue
				}
				failed++
				require.Equal(t, []string{"Cannot create workato_property"}, diags.Summaries())
				require.Contains(t, diags[0].Detail, "at most 1,000 properties")
				if name == "all or none" {
					require.Equal(t, []string{"value"}, diags.Paths())
					require.Contains(t, diags[0].Detail, fmt.Sprintf("SETTING_%d is one more than the 1000 that there can be", i))
				}
			}
			require.Equal(t, 3, failed)
		})
	}
}

// A refusal that is nobody's own is that of all, and is not asked for again.
func TestProperty_togetherForbidden(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	o.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: properties, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`, Count: sandbox.Always})
	for _, diags := range atOnce(t, newInstances(t, o, 6), func(i int) acctest.Object {
		return shop(acctest.Object{"name": fmt.Sprintf("SETTING_%d", i)})
	}) {
		require.Equal(t, []string{"Cannot create workato_property"}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "POST /api/managed_users/{id}/properties, status 403")
		require.Contains(t, diags[0].Detail, "The call changed nothing.")
	}
	require.Less(t, len(o.Writes()), 6)
}

// A lost answer is one of all, and each finds out for itself.
func TestProperty_togetherLost(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, properties) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, sandbox.Readings{})
			o.InjectFault(fault)
			instances := newInstances(t, o, 4)
			for i, diags := range atOnce(t, instances, func(i int) acctest.Object {
				return shop(acctest.Object{"name": fmt.Sprintf("SETTING_%d", i)})
			}) {
				require.Empty(t, diags.Errors())
				require.True(t, instances[i].Exists())
			}
			require.Len(t, o.LiveObjects(sandbox.KindProperty), 4)
			require.Empty(t, o.Duplicates())
		})
	}
}

// Two of one name: one is made, and the other one is told.
func TestProperty_twice(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sandbox.Readings{})
	instances := newInstances(t, o, 2)
	failed := 0
	for _, diags := range atOnce(t, instances, func(i int) acctest.Object { return shop(acctest.Object{"value": fmt.Sprint(i)}) }) {
		if len(diags.Errors()) > 0 {
			failed++
			require.Contains(t, diags.String(), "There is already one with the name")
		}
	}
	require.Equal(t, 1, failed)
	require.Len(t, o.Writes(), 1)
}

// TEST and PROD are addressed by their own ids, have their own folders and properties,
// and need not answer as customers for what is gone to be known.
func TestContent_inTest(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	require.NoError(t, account.ProvisionInConsole(account.AddCustomer("Acme")))
	addProject(t, account, 210, "Onboarding")
	require.NoError(t, account.SetProperty(209, "", "SHOP_URL", "of DEV"))
	server := account.Server(t)
	projects, diags := server.Data(t, listTypeName, acctest.Object{"environment_id": "210"})
	require.Empty(t, diags)
	rows, ok := projects["projects"].([]any)
	require.True(t, ok)
	top, ok := rows[0].(acctest.Object)
	require.True(t, ok)

	for typeName, config := range map[string]acctest.Object{
		propertyType: shop(acctest.Object{"environment_id": "210"}),
		folderType:   leads(acctest.Object{"environment_id": "210", "parent_id": top["folder_id"]}),
	} {
		instance := server.Instance(t, typeName)
		require.Empty(t, instance.MustApply(t, config), typeName)
		instance.MustStay(t, config)
		if typeName == propertyType {
			require.NoError(t, account.RemoveProperty(210, "", "SHOP_URL"))
		} else {
			id, _ := instance.Value(t, "id").(string)
			require.NoError(t, account.DeleteObject(sandbox.KindFolder, id))
		}
		require.Len(t, instance.Refresh(t), 1)
		require.False(t, instance.Exists())
	}
	value, _ := account.Property(209, "", "SHOP_URL")
	require.Equal(t, "of DEV", value)
}
