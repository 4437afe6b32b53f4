package provider

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/absence"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

// The environment variables of the provider arguments.
const (
	envRegion     = "WORKATO_REGION"
	envBaseURL    = "WORKATO_BASE_URL"
	envAPIToken   = "WORKATO_API_TOKEN" //nolint:gosec // The name of a variable, not a credential.
	env365BaseURL = "WORKSPACE365_BASE_URL"
	env365Key     = "WORKSPACE365_PROVISIONING_KEY"
	envCAFile     = "WORKATO_CA_FILE"
)

const (
	defaultRegion   = "us"
	defaultMaxShare = 0.9
	defaultTimeout  = 60 * time.Second
	defaultSettle   = 60 * time.Second
)

// ValidateConfig implements provider.ProviderWithValidateConfig.
func (p *workatoProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	requests := config.requests(ctx, &resp.Diagnostics)
	documented := workato.Quotas()
	for class, value := range requests.PerMinute.Elements() {
		limit, ok := value.(types.Int64)
		quota, known := documented[class]
		if !ok || !known || limit.IsNull() || limit.IsUnknown() {
			continue
		}
		perMinute := int64(float64(quota.Calls) * float64(time.Minute) / float64(quota.Window))
		if limit.ValueInt64() > perMinute {
			resp.Diagnostics.AddAttributeWarning(path.Root("requests").AtName("per_minute").AtMapKey(class),
				"Quota of "+class+" above the documented one",
				fmt.Sprintf("Workato documents %d calls a minute for this class, and the configuration allows %d. Unless Workato has raised the limit for your workspace, calls will be refused and repeated, which is slower than pacing them.", perMinute, limit.ValueInt64()))
		}
	}
}

// Configure implements provider.Provider. It makes no call: a plan that needs
// nothing of an API must work without it.
func (p *workatoProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	requests, portal := config.requests(ctx, &resp.Diagnostics), config.workspace365(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	calls, problems := p.calls(&config, &requests, req.TerraformVersion)
	data := &providerdata.Data{
		Workato:      providerdata.API[*workato.Client]{Problems: problems},
		Workspace365: providerdata.API[*workspace365.Client]{Problems: problems},
		Absences:     &absence.Watch{Allow: config.AllowMassRemoval.ValueBool()},
		Settle:       durationOr(requests.Settle, defaultSettle),
		Poll:         p.pace.poll,
		Locks:        &exactlyonce.Locks{},
	}
	if len(problems) == 0 {
		data.Workato = p.workato(&config, &requests, calls)
		data.Workspace365 = p.workspace365(&portal, calls)
	}
	data.Properties = providerdata.NewProperties(data.Workato.Client)
	data.Grants = providerdata.NewGrants(data.Workato.Client, data.Locks)
	resp.ResourceData, resp.DataSourceData = data, data
}

// calls is what the clients of both APIs have in common, or says why there is none.
func (p *workatoProvider) calls(config *model, requests *requestsModel, terraformVersion string) (transport.Config, []providerdata.Problem) {
	var problems []providerdata.Problem
	out := transport.Config{
		UserAgent: fmt.Sprintf("terraform-provider-workato/%s (Terraform %s)", p.version, terraformVersion),
		Timeout:   durationOr(requests.Timeout, defaultTimeout),
		Backoff:   p.pace.backoff,
		Log:       logTo,
		Base:      p.base,
	}
	caFile := resolve(config.CAFile, path.Root("ca_file"), envCAFile, &problems)
	base, err := transport.Base(caFile)
	if err != nil {
		problems = append(problems, malformed(path.Root("ca_file"), envCAFile, err))
	}
	if out.Base == nil {
		out.Base = base
	}
	return out, problems
}

// workato builds the client of the Embedded API, or says why it cannot.
func (p *workatoProvider) workato(config *model, requests *requestsModel, settings transport.Config) providerdata.API[*workato.Client] {
	var api providerdata.API[*workato.Client]
	base := baseURLOf(config, &api.Problems)
	token := resolve(config.APIToken, path.Root("api_token"), envAPIToken, &api.Problems)
	if token == "" && len(api.Problems) == 0 {
		api.Problems = append(api.Problems, providerdata.Problem{
			Attribute: path.Root("api_token"), Summary: "Missing Workato API token",
			Detail: "Resources and data sources of this plan need the Workato Embedded API, and no token is set. Set the environment variable " + envAPIToken + ", or api_token in the provider block. Tokens are made in the Embed admin workspace under Workspace admin > API clients. To try things without an account, run the sandbox: terraform-provider-workato sandbox.",
		})
	} else if err := transport.CheckCredential(token); token != "" && err != nil {
		api.Problems = append(api.Problems, malformed(path.Root("api_token"), envAPIToken, err))
	}
	if len(api.Problems) > 0 {
		return api
	}
	version := workato.RBACVersion(config.RBACAPIVersion.ValueString())
	if version == "" {
		version = workato.RBACAuto
	}
	settings.BaseURL = base
	settings.Credentials = workato.Credentials(token)
	settings.Limiter = transport.NewLimiter(p.quotas(requests))
	api.Client = workato.New(settings, version, p.pace.ages)
	return api
}

// baseURLOf finds the service: base_url, else region, each from the configuration
// or the environment.
func baseURLOf(config *model, problems *[]providerdata.Problem) *url.URL {
	raw := resolve(config.BaseURL, path.Root("base_url"), envBaseURL, problems)
	if raw == "" {
		region := resolve(config.Region, path.Root("region"), envRegion, problems)
		if region == "" {
			region = defaultRegion
		}
		if err := checkRegion(region); err != nil {
			*problems = append(*problems, malformed(path.Root("region"), envRegion, err))
			return nil
		}
		raw = workato.RegionURL(region)
	}
	base, err := transport.ParseBaseURL(raw)
	if err != nil {
		*problems = append(*problems, malformed(path.Root("base_url"), envBaseURL, err))
		return nil
	}
	// The paths of the client begin with /api.
	base.Path = strings.TrimSuffix(base.Path, "/api")
	return base
}

// resolve returns the value of an argument, or that of its environment variable.
func resolve(value types.String, at path.Path, variable string, problems *[]providerdata.Problem) string {
	switch {
	case value.IsUnknown():
		*problems = append(*problems, providerdata.Problem{
			Attribute: at, Unknown: true, Summary: "Provider argument not known yet",
			Detail: fmt.Sprintf("The value of %s is only known after apply, but something must be read from the API now. Give it a value that is known while planning, for example through the environment variable %s, or apply first what it depends on, with -target.", at, variable),
		})
		return ""
	case !value.IsNull():
		return value.ValueString()
	default:
		return os.Getenv(variable)
	}
}

// malformed words that a value cannot be used. variable is the environment variable
// that stands in for the argument, if there is one.
func malformed(at path.Path, variable string, err error) providerdata.Problem {
	which := "The value of " + at.String()
	if variable != "" {
		which += ", or of the environment variable " + variable + " that stands in for it,"
	}
	return providerdata.Problem{
		Attribute: at, Summary: "Unusable provider argument",
		Detail: fmt.Sprintf("%s cannot be used: %s.", which, err),
	}
}

// quotas returns the documented quotas with the overrides and the share of the
// configuration.
func (p *workatoProvider) quotas(requests *requestsModel) map[string]transport.Quota {
	share := defaultMaxShare
	if value := requests.MaxShare; !value.IsNull() && !value.IsUnknown() {
		share = value.ValueFloat64()
	}
	out := workato.Quotas()
	for class, value := range requests.PerMinute.Elements() {
		if limit, ok := value.(types.Int64); ok && !limit.IsNull() && !limit.IsUnknown() {
			out[class] = transport.Quota{Calls: int(limit.ValueInt64()), Window: time.Minute}
		}
	}
	for class, quota := range out {
		quota.Calls = max(1, int(math.Floor(float64(quota.Calls)*share)))
		quota.Window = cmp.Or(p.pace.quotaWindow, quota.Window)
		out[class] = quota
	}
	return out
}

// durationOr reads a duration that was validated before.
func durationOr(value types.String, fallback time.Duration) time.Duration {
	if d, err := time.ParseDuration(value.ValueString()); err == nil && d > 0 {
		return d
	}
	return fallback
}

// logTo writes the lines of the transport to Terraform's log.
func logTo(ctx context.Context, level slog.Level, message string, fields map[string]any) {
	if level >= slog.LevelInfo {
		tflog.Info(ctx, message, fields)
		return
	}
	tflog.Debug(ctx, message, fields)
}
