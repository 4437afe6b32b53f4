package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// What is wrong in the provider block is said about the argument at fault, before
// anything is called, and never with a secret in it.
func TestProviderConfig_validation(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	requests := func(arguments acctest.Object) acctest.Object { return acctest.Object{"requests": arguments} }
	for name, test := range map[string]struct {
		config acctest.Object
		at     string
		words  string
	}{
		"region":                        {acctest.Object{"region": "uk"}, "region", `WORKATO_REGION`},
		"region in capitals":            {acctest.Object{"region": "EU"}, "region", "the known ones are au, cn, eu"},
		"empty region":                  {acctest.Object{"region": ""}, "region", "the known ones are au, cn, eu"},
		"empty token":                   {acctest.Object{"api_token": ""}, "api_token", "it is empty"},
		"token with line break":         {acctest.Object{"api_token": "fake-token\n"}, "api_token", "trimspace()"},
		"token with blank before":       {acctest.Object{"api_token": " fake-token"}, "api_token", "white space"},
		"token with blank inside":       {acctest.Object{"api_token": "Bearer fake-token"}, "api_token", "it holds a blank"}, //nolint:gosec // An obviously fake credential.
		"token with byte order mark":    {acctest.Object{"api_token": "\ufefffake-token"}, "api_token", "byte order mark"},   //nolint:gosec // An obviously fake credential.
		"token of other letters":        {acctest.Object{"api_token": "fake-tökén"}, "api_token", "outside of ASCII"},        //nolint:gosec // An obviously fake credential.
		"http to another host":          {acctest.Object{"base_url": "http://www.workato.example"}, "base_url", "would send credentials to www.workato.example without encryption"},
		"http to nearly loopback":       {acctest.Object{"base_url": "http://127.0.0.1.example"}, "base_url", "without encryption"},
		"URL with user":                 {acctest.Object{"base_url": "https://me:fake-password@www.workato.example"}, "base_url", "a user name or password"}, //nolint:gosec // An obviously fake credential.
		"URL with query":                {acctest.Object{"base_url": "https://www.workato.example?fake-token=1"}, "base_url", "a query or a fragment"},
		"URL with fragment":             {acctest.Object{"base_url": "https://www.workato.example#api"}, "base_url", "a query or a fragment"},
		"host without scheme":           {acctest.Object{"base_url": "www.workato.example"}, "base_url", "not an absolute URL"},
		"other scheme":                  {acctest.Object{"base_url": "ftp://www.workato.example"}, "base_url", "not an absolute URL"},
		"garbage URL":                   {acctest.Object{"base_url": "https://%zz"}, "base_url", "it is not a URL"},
		"empty URL":                     {acctest.Object{"base_url": ""}, "base_url", "not an absolute URL"},
		"URL with blank after":          {acctest.Object{"base_url": "https://www.workato.example "}, "base_url", "white space"},
		"version of paths":              {acctest.Object{"rbac_api_version": "v3"}, "rbac_api_version", `"auto"`},
		"URL of Workspace 365":          {acctest.Object{"workspace365": acctest.Object{"base_url": "http://portal.example"}}, "workspace365.base_url", "without encryption"},
		"key of Workspace 365":          {acctest.Object{"workspace365": acctest.Object{"provisioning_key": "fake-key\n"}}, "workspace365.provisioning_key", "trimspace()"},
		"share of nothing":              {requests(acctest.Object{"max_share": 0}), "requests.max_share", "between"},
		"negative share":                {requests(acctest.Object{"max_share": -0.5}), "requests.max_share", "between"},
		"share of more than all":        {requests(acctest.Object{"max_share": 1.01}), "requests.max_share", "between"},
		"share in per cent":             {requests(acctest.Object{"max_share": 90}), "requests.max_share", "between"},
		"timeout without unit":          {requests(acctest.Object{"timeout": "60"}), "requests.timeout", "must be a positive duration such as 60s or 2m"},
		"timeout of nothing":            {requests(acctest.Object{"timeout": "0s"}), "requests.timeout", "must be a positive duration"},
		"negative timeout":              {requests(acctest.Object{"timeout": "-1s"}), "requests.timeout", "must be a positive duration"},
		"empty timeout":                 {requests(acctest.Object{"timeout": ""}), "requests.timeout", "must be a positive duration"},
		"settle in words":               {requests(acctest.Object{"settle": "one minute"}), "requests.settle", "must be a positive duration"},
		"quota of an unknown class":     {requests(acctest.Object{"per_minute": acctest.Object{"recipes": 10}}), `requests.per_minute["recipes"]`, `"customers"`},
		"quota of nothing":              {requests(acctest.Object{"per_minute": acctest.Object{"customers": 0}}), `requests.per_minute["customers"]`, "at least 1"},
		"negative quota":                {requests(acctest.Object{"per_minute": acctest.Object{"customers": -1}}), `requests.per_minute["customers"]`, "at least 1"},
		"quota above what is allowed":   {requests(acctest.Object{"per_minute": acctest.Object{"customers": 61}}), `warning requests.per_minute["customers"]`, "Workato documents 60 calls a minute"},
		"quota per second is converted": {requests(acctest.Object{"per_minute": acctest.Object{"collaborator_groups": 601}}), `warning requests.per_minute["collaborator_groups"]`, "Workato documents 600 calls a minute"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.config["base_url"] == nil {
				test.config["base_url"] = account.URL
			}
			diags := acctest.NewServer(t).ValidateProvider(t, test.config)
			at, warning := strings.CutPrefix(test.at, "warning ")
			if warning {
				require.Empty(t, diags.Errors())
			} else {
				require.Empty(t, diags.Warnings())
			}
			require.Equal(t, []string{at}, diags.Paths(), diags.String())
			require.Contains(t, diags[0].Detail, test.words)
			require.NotContains(t, diags.String(), "fake-", "a secret must not be shown")
			require.NotContains(t, diags.String(), "fake\\-")
		})
	}
	require.Empty(t, account.Requests())
}

func TestProviderConfig_valid(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]acctest.Object{
		"nothing":              {},
		"region":               {"region": "trial", "api_token": "fake-token"},
		"loopback":             {"base_url": "http://localhost:8080/api"},
		"loopback in IPv6":     {"base_url": "http://[::1]:8080"},
		"documented quota":     {"requests": acctest.Object{"per_minute": acctest.Object{"customers": 60, "collaborator_groups": 600}}},
		"smallest and largest": {"requests": acctest.Object{"max_share": 1, "timeout": "1ms", "settle": "2h"}},
		"empty blocks":         {"requests": acctest.Object{}, "workspace365": acctest.Object{}},
		// Terraform validates before it knows the values of variables.
		"unknown arguments": {
			"region": acctest.Unknown, "base_url": acctest.Unknown, "api_token": acctest.Unknown, "rbac_api_version": acctest.Unknown,
			"workspace365": acctest.Object{"base_url": acctest.Unknown, "provisioning_key": acctest.Unknown},
			"requests":     acctest.Object{"max_share": acctest.Unknown, "per_minute": acctest.Unknown, "timeout": acctest.Unknown, "settle": acctest.Unknown},
		},
		"unknown blocks":  {"workspace365": acctest.Unknown, "requests": acctest.Unknown},
		"unknown quota":   {"requests": acctest.Object{"per_minute": acctest.Object{"customers": acctest.Unknown}}},
		"null everywhere": {"requests": acctest.Object{"per_minute": acctest.Object{"customers": nil}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.NewServer(t)
			require.Empty(t, server.ValidateProvider(t, config))
			require.Empty(t, server.Configure(t, config))
		})
	}
}

// projectsOf reads something, which needs a call.
func projectsOf(t *testing.T, server *acctest.Server, customer int) acctest.Diagnostics {
	t.Helper()
	_, diags := server.Data(t, "workato_projects", acctest.Object{"environment_id": fmt.Sprint(customer)})
	return diags
}

// planGroup plans to create something, which needs none.
func planGroup(t *testing.T, server *acctest.Server) acctest.Diagnostics {
	t.Helper()
	_, diags := server.Plan(t, server.Absent(t, "workato_collaborator_group"), acctest.Object{"managed_customer_id": "209", "name": "Builders"})
	return diags
}

func TestProviderConfig_baseURL(t *testing.T) {
	t.Parallel()
	for name, suffix := range map[string]string{"bare": "", "slash": "/", "api": "/api", "api and slash": "/api/"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			customer := account.AddCustomer("Acme")
			server := acctest.NewServer(t)
			require.Empty(t, server.Configure(t, acctest.Object{"base_url": account.URL + suffix, "api_token": sandbox.DefaultToken, "region": "eu"}))
			require.Empty(t, account.Requests(), "configuring calls nothing")
			require.Empty(t, projectsOf(t, server, customer))
			require.Len(t, account.Requests(), 1)
			require.Equal(t, "/api/managed_users/209/projects", account.Requests()[0].Path)
		})
	}
}

func TestProviderConfig_rbacAPIVersion(t *testing.T) {
	t.Parallel()
	for version, paths := range map[string][]string{
		"v1":   {"/api/managed_users/209/user_groups"},
		"v2":   {"/api/v2/managed_users/209/user_groups"},
		"auto": {"/api/v2/managed_users/209/user_groups", "/api/managed_users/209/user_groups"},
	} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{RBACPaths: sandbox.RBACPathsV1}))
			account.AddCustomer("Acme")
			server := acctest.NewServer(t)
			require.Empty(t, server.Configure(t, acctest.Object{"base_url": account.URL, "api_token": sandbox.DefaultToken, "rbac_api_version": version}))
			_, diags := server.Data(t, "workato_collaborator_groups", acctest.Object{"managed_customer_id": "209"})
			require.Equal(t, version == "v2", len(diags.Errors()) == 1, diags.String())
			got := []string{}
			for _, request := range account.Requests() {
				got = append(got, request.Path)
			}
			require.Equal(t, paths, got)
		})
	}
}

// What is not known while planning is no mistake until it is needed.
func TestProviderConfig_unknown(t *testing.T) {
	t.Parallel()
	for argument, variable := range map[string]string{"api_token": "WORKATO_API_TOKEN", "base_url": "WORKATO_BASE_URL"} { //nolint:gosec // Names, not credentials.
		t.Run(argument, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			customer := account.AddCustomer("Acme")
			group, diags := account.Server(t).Create(t, "workato_collaborator_group", acctest.Object{"managed_customer_id": "209", "name": "Builders"})
			require.Empty(t, diags)
			account.ResetRequests()

			config := acctest.Object{"base_url": account.URL, "api_token": sandbox.DefaultToken}
			config[argument] = acctest.Unknown
			server := acctest.NewServer(t)
			require.Empty(t, server.ValidateProvider(t, config))
			require.Empty(t, server.Configure(t, config))
			require.Empty(t, planGroup(t, server), "a plan that only creates needs no call")

			_, reading := server.Read(t, group)
			_, importing := server.Import(t, "workato_collaborator_group", "209/pf-x")
			for _, diags := range []acctest.Diagnostics{projectsOf(t, server, customer), reading, importing} {
				require.Equal(t, []string{argument}, diags.Errors().Paths())
				require.Contains(t, diags[0].Detail, variable)
				require.Contains(t, diags[0].Detail, "only known after apply")
			}
			require.Empty(t, account.Requests())
		})
	}
}

// A broken or missing block of one API is nothing to the other.
func TestProviderConfig_workspace365DoesNotHurt(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]any{
		"missing":         nil,
		"empty":           acctest.Object{},
		"half":            acctest.Object{"base_url": "https://portal.example"},
		"unknown":         acctest.Unknown,
		"unknown URL":     acctest.Object{"base_url": acctest.Unknown, "provisioning_key": "fake-key"},
		"unknown key":     acctest.Object{"base_url": "https://portal.example", "provisioning_key": acctest.Unknown},
		"unusable values": acctest.Object{"base_url": "http://portal.example?x=1", "provisioning_key": "fake key\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			customer := account.AddCustomer("Acme")
			server := acctest.NewServer(t)
			require.Empty(t, server.Configure(t, acctest.Object{"base_url": account.URL, "api_token": sandbox.DefaultToken, "workspace365": block}))
			require.Empty(t, planGroup(t, server))
			require.Empty(t, projectsOf(t, server, customer))
		})
	}
}

// A token that is refused is told from one that is missing, and is not shown.
func TestProviderConfig_wrongToken(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	server := acctest.NewServer(t)
	require.Empty(t, server.Configure(t, acctest.Object{"base_url": account.URL, "api_token": "fake-token-of-another-region"}))
	diags := projectsOf(t, server, customer)
	require.Equal(t, []string{"Cannot read workato_projects"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "tokens do not work across data centers")
	require.NotContains(t, diags.String(), "fake-token")
	require.Len(t, account.RequestsMatching(http.MethodGet, "*"), 1)
}
