package customer_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const provisionRoute = "/api/managed_users/{id}/environments"

func provisioned(on bool) acctest.Object {
	return config(acctest.Object{"provision_environments": on})
}

func TestManagedCustomer_environmentsAtCreate(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"at once": {},
		"slow":    {ProvisionDelay: 50 * time.Millisecond},
		"ignored": {ProvisionIgnoredAtCreate: true},
		"lagging": {ReadLag: 2, ProvisionIgnoredAtCreate: true, ProvisionDelay: 30 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(readings))
			customer := account.Server(t).Instance(t, typeName)
			want := provisioned(true)
			want["external_id"] = "acme"
			want["environment_settings"] = acctest.Object{"test": acctest.Object{"external_id": "acme-test"}}
			plan, diags := customer.Plan(t, want)
			require.Empty(t, diags)
			require.Equal(t, acctest.Object{
				"dev":  acctest.Object{"id": acctest.Unknown, "external_id": "acme"},
				"test": acctest.Object{"id": acctest.Unknown, "external_id": "acme-test"},
				"prod": acctest.Object{"id": acctest.Unknown, "external_id": nil},
			}, acctest.At(plan.Attributes, "environments"))
			require.Empty(t, customer.Carry(t, plan))
			require.Equal(t, customer.Value(t, "id"), customer.Value(t, "environments", "dev", "id"))
			require.NotEmpty(t, customer.Value(t, "environments", "test", "id"))
			require.NotEmpty(t, customer.Value(t, "environments", "prod", "id"))
			customer.MustStay(t, want)
			require.Equal(t, "acme-test", customer.Value(t, "environments", "test", "external_id"))
		})
	}
}

func TestManagedCustomer_environmentsTurnedOn(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{ProvisionDelay: 50 * time.Millisecond}))
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, provisioned(false))
	id, _ := customer.Value(t, "id").(string)
	require.Nil(t, customer.Value(t, "environments", "test"))

	plan, diags := customer.Plan(t, provisioned(true))
	require.Empty(t, plan.Replaces)
	require.Len(t, diags, 1)
	require.Equal(t, "Turning on Environments of workato_managed_customer "+id+" cannot be undone", diags[0].Summary)
	require.Contains(t, diags[0].Detail, "review the access")
	require.Equal(t, id, acctest.At(plan.Attributes, "environments", "dev", "id"), "what lives in DEV must not be replaced")
	require.Equal(t, acctest.Unknown, acctest.At(plan.Attributes, "environments", "test", "id"))

	require.Empty(t, customer.Carry(t, plan))
	require.Len(t, account.RequestsMatching(http.MethodPost, provisionRoute), 1)
	require.NotEmpty(t, customer.Value(t, "environments", "prod", "id"))
	customer.MustStay(t, provisioned(true))
	customer.MustStay(t, config(nil))
}

// What is on already is not provisioned again, even if the state does not know.
func TestManagedCustomer_environmentsTurnedOnTwice(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	require.NoError(t, account.ProvisionInConsole(idOf(t, account)))
	customer.MustApply(t, provisioned(true))
	require.Empty(t, account.RequestsMatching(http.MethodPost, provisionRoute))
	customer.MustStay(t, provisioned(true))
}

func TestManagedCustomer_environmentsTurnedOff(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, provisioned(true))
	id, _ := customer.Value(t, "id").(string)

	plan, diags := customer.Plan(t, provisioned(false))
	require.Empty(t, diags.Errors().String(), "protection was lifted by an apply of its own")
	require.Equal(t, []string{"provision_environments"}, plan.Replaces)
	require.Equal(t, "Turning off Environments replaces workato_managed_customer "+id, diags.Warnings()[0].Summary)
	require.Contains(t, diags.Warnings()[0].Detail, "DEV, TEST and PROD")

	protected := provisioned(true)
	protected["deletion_protection"] = true
	customer.MustApply(t, protected)
	for _, lifted := range []any{true, nil, false, acctest.Unknown} {
		off := provisioned(false)
		off["deletion_protection"] = lifted
		_, diags = customer.Plan(t, off)
		require.Len(t, diags.Errors(), 1, "%v: the state is protected", lifted)
		require.Equal(t, []string{"provision_environments"}, diags.Errors().Paths())
		require.Contains(t, diags.Errors()[0].Detail, "set provision_environments back to true or leave it out")
	}
	for _, protection := range []any{true, nil, acctest.Unknown} {
		customer.MustApply(t, provisioned(true))
		off := provisioned(false)
		off["deletion_protection"] = protection
		_, diags = customer.Plan(t, off)
		require.Len(t, diags.Errors(), 1, "%v: the plan is protected", protection)
	}
}

// Environments that somebody turned on outside are no wish to delete the customer.
func TestManagedCustomer_environmentsTurnedOnOutside(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, provisioned(false))
	require.NoError(t, account.ProvisionInConsole(idOf(t, account)))
	customer.Refresh(t)
	require.Equal(t, true, customer.Value(t, "provision_environments"))

	for range 2 {
		plan, diags := customer.Plan(t, provisioned(false))
		require.Empty(t, plan.Replaces)
		require.True(t, plan.NoChange())
		require.Len(t, diags, 1)
		require.Contains(t, diags[0].Summary, "were turned on outside of Terraform")
		require.Equal(t, []string{"provision_environments"}, diags.Paths())
		// Another change is applied, and nothing is forgotten over it.
		more := provisioned(false)
		more["origin_url"] = "https://app.acme.example"
		customer.MustApply(t, more)
		customer.MustApply(t, provisioned(false))
	}
	customer.MustStay(t, config(nil))
	customer.MustApply(t, provisioned(true))
	customer.MustStay(t, provisioned(true))

	// Declared as true in between, false is a wish again.
	more := provisioned(true)
	more["origin_url"] = "https://app.acme.example"
	customer.MustApply(t, more)
	plan, _ := customer.Plan(t, provisioned(false))
	require.Equal(t, []string{"provision_environments"}, plan.Replaces)
}

func TestManagedCustomer_environmentsUnknown(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	want := config(acctest.Object{"provision_environments": acctest.Unknown})
	plan, diags := customer.Plan(t, want)
	require.Empty(t, diags, "a new customer can wait for it")
	require.Equal(t, acctest.Unknown, acctest.At(plan.Attributes, "environments", "test"))
	customer.MustApply(t, config(nil))
	_, diags = customer.Plan(t, want)
	require.Equal(t, []string{"provision_environments"}, diags.Errors().Paths())
}

func TestManagedCustomer_environmentSettings(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{EnvironmentErrorEmails: true}))
	customer := account.Server(t).Instance(t, typeName)
	with := func(test, prod acctest.Object) acctest.Object {
		want := provisioned(true)
		settings := acctest.Object{}
		if test != nil {
			settings["test"] = test
		}
		if prod != nil {
			settings["prod"] = prod
		}
		want["environment_settings"] = settings
		return want
	}
	for _, want := range []acctest.Object{
		with(acctest.Object{"external_id": "t1", "error_notification_emails": "t@acme.example"}, nil),
		with(acctest.Object{"external_id": "t2"}, acctest.Object{"external_id": "p1"}),
		with(nil, acctest.Object{"error_notification_emails": "p@acme.example"}),
		with(nil, nil),
		provisioned(true),
	} {
		customer.MustApply(t, want)
		customer.MustStay(t, want)
	}
	for _, e := range []string{"test", "prod"} {
		require.Nil(t, customer.Value(t, "environments", e, "external_id"))
	}
	_, diags := customer.Plan(t, config(acctest.Object{"provision_environments": false, "environment_settings": acctest.Object{"test": acctest.Object{"external_id": "t"}}}))
	require.Equal(t, []string{"environment_settings"}, diags.Errors().Paths())

	other := account.Server(t).Instance(t, typeName)
	plain := config(acctest.Object{"name": "Other"})
	other.MustApply(t, plain)
	plain["environment_settings"] = acctest.Object{"test": acctest.Object{"external_id": "t"}}
	_, diags = other.Plan(t, plain)
	require.Equal(t, []string{"environment_settings"}, diags.Errors().Paths(), "left out, and there are none")
}

// Through the CLI: what lives in DEV is not touched when Environments are turned
// on, although it refers to an attribute of the customer that changes.
func TestAccManagedCustomer_environmentsKeepDev(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	inDev := `
resource "workato_project" "dev" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}
resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
}
`
	untouched := []plancheck.PlanCheck{
		plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
		plancheck.ExpectResourceAction("workato_project.dev", plancheck.ResourceActionNoop),
		plancheck.ExpectResourceAction("workato_collaborator_group.builders", plancheck.ResourceActionNoop),
		plancheck.ExpectUnknownValue(address, tfjsonpath.New("environments").AtMapKey("test").AtMapKey("id")),
		plancheck.ExpectKnownValue(address, tfjsonpath.New("environments").AtMapKey("dev").AtMapKey("id"), knownvalue.NotNull()),
	}
	account.Run(t,
		resource.TestStep{Config: acme("") + inDev},
		resource.TestStep{
			Config: acme("  provision_environments = true") + inDev + `
resource "workato_project" "test" {
  environment_id = workato_managed_customer.acme.environments["test"].id
  name           = "Orders"
}`,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: untouched},
		},
	)
}
