package provider

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

// model is the configuration as Terraform hands it over.
type model struct {
	Region         types.String `tfsdk:"region"`
	BaseURL        types.String `tfsdk:"base_url"`
	APIToken       types.String `tfsdk:"api_token"`
	RBACAPIVersion types.String `tfsdk:"rbac_api_version"`
	Workspace365   types.Object `tfsdk:"workspace365"`
	Requests       types.Object `tfsdk:"requests"`
	CAFile         types.String `tfsdk:"ca_file"`

	AllowMassRemoval types.Bool `tfsdk:"allow_mass_removal"`
}

type workspace365Model struct {
	BaseURL         types.String `tfsdk:"base_url"`
	ProvisioningKey types.String `tfsdk:"provisioning_key"`
}

type requestsModel struct {
	MaxShare  types.Float64 `tfsdk:"max_share"`
	PerMinute types.Map     `tfsdk:"per_minute"`
	Timeout   types.String  `tfsdk:"timeout"`
	Settle    types.String  `tfsdk:"settle"`
}

// workspace365 returns the arguments for Workspace 365. If the block is not known as
// a whole, such as while a variable is validated, then none of them is.
func (m *model) workspace365(ctx context.Context, diags *diag.Diagnostics) workspace365Model {
	var out workspace365Model
	switch {
	case m.Workspace365.IsUnknown():
		out.BaseURL, out.ProvisioningKey = types.StringUnknown(), types.StringUnknown()
	case !m.Workspace365.IsNull():
		diags.Append(m.Workspace365.As(ctx, &out, basetypes.ObjectAsOptions{})...)
	}
	return out
}

// requests returns how calls are made, as far as it is known.
func (m *model) requests(ctx context.Context, diags *diag.Diagnostics) requestsModel {
	var out requestsModel
	if !m.Requests.IsNull() && !m.Requests.IsUnknown() {
		diags.Append(m.Requests.As(ctx, &out, basetypes.ObjectAsOptions{})...)
	}
	return out
}

// Schema implements provider.Provider.
func (p *workatoProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	regions, _ := attribute.OneOf("Data center of the Embed admin workspace; a token works in its own only. Default `us`. Environment variable `"+envRegion+"`. Ignored if `base_url` is set.", workato.Regions()...)
	version, versions := attribute.OneOf("Where the endpoints of the role-based access model are: `/api` (`v1`) or `/api/v2` (`v2`). Workato documents both. `auto`, the default, finds out by reading, never by writing.", workato.RBACVersions()...)
	resp.Schema = schema.Schema{
		MarkdownDescription: "Onboards the customers of a SaaS vendor: managed customers on the Workato Embedded API, with their environments, projects, groups and access; and environments on Workspace 365.",
		Attributes: map[string]schema.Attribute{
			"region": schema.StringAttribute{MarkdownDescription: regions, Optional: true, Validators: region(envRegion)},
			"base_url": schema.StringAttribute{
				MarkdownDescription: "URL of the Workato service, for private deployments and for the sandbox. With or without `/api` at the end. `https` only, except for this machine's own addresses. Environment variable `" + envBaseURL + "`. Takes precedence over `region`.",
				Optional:            true,
				Validators:          baseURL(envBaseURL),
			},
			"api_token": schema.StringAttribute{
				MarkdownDescription: "Token of an API client of the Embed admin workspace. Better left out of the configuration and set as the environment variable `" + envAPIToken + "`, since Terraform writes literal values into plan files.",
				Optional:            true,
				Sensitive:           true,
				Validators:          credential(envAPIToken),
			},
			"ca_file": schema.StringAttribute{
				MarkdownDescription: "File in PEM format with certificate authorities to trust beside those of the system, such as that of a proxy which looks into TLS. Environment variable `" + envCAFile + "`.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"rbac_api_version": schema.StringAttribute{MarkdownDescription: version, Optional: true, Validators: versions},
			"workspace365":     workspace365Schema(),
			"requests":         requestsSchema(),
			"allow_mass_removal": schema.BoolAttribute{
				MarkdownDescription: "Whether to believe a list that lacks everything it is asked for, three objects or more. Default `false`: that is far more often another instance or a lost permission than so many deletions, so it is an error. Set it for one run where it is true. It concerns `workato_managed_customer` and `workspace365_environment`; what belongs to a customer is dropped only with proof of its own.",
				Optional:            true,
			},
		},
	}
}

func workspace365Schema() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "Access to the Workspace 365 Provisioning API. Independent of everything above: either API may be left out.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"base_url": schema.StringAttribute{
				MarkdownDescription: "URL of the Workspace 365 instance, such as `https://example.workspace365.net`, with or without `/Provisioning`. Environment variable `" + env365BaseURL + "`.",
				Optional:            true,
				Validators:          baseURL(env365BaseURL),
			},
			"provisioning_key": schema.StringAttribute{
				MarkdownDescription: "Provisioning key of the instance. It can create and delete every customer: better set as the environment variable `" + env365Key + "`.",
				Optional:            true,
				Sensitive:           true,
				Validators:          credential(env365Key),
			},
		},
	}
}

func requestsSchema() schema.Attribute {
	classes := slices.Sorted(maps.Keys(workato.Quotas()))
	return schema.SingleNestedAttribute{
		MarkdownDescription: "How calls are made. Workato counts its quotas for the whole admin workspace, so other tools and runs share them.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"max_share": schema.Float64Attribute{
				MarkdownDescription: "Share of each quota that one run may use, above 0 and up to 1. Default `0.9`. Lower it where several pipelines run at once.",
				Optional:            true,
				Validators:          []validator.Float64{float64validator.Between(0.01, 1)},
			},
			"per_minute": schema.MapAttribute{
				MarkdownDescription: "Calls per minute by quota class, where Workato has agreed to other limits than the documented ones. Classes: `" + strings.Join(classes, "`, `") + "`. `max_share` applies to them too.",
				Optional:            true,
				ElementType:         types.Int64Type,
				Validators: []validator.Map{
					mapvalidator.KeysAre(stringvalidator.OneOf(classes...)),
					mapvalidator.ValueInt64sAre(int64validator.AtLeast(1)),
				},
			},
			"timeout": schema.StringAttribute{
				MarkdownDescription: "Time for one call, such as `60s`, the default. Workato ends a call after 40 seconds by itself; a shorter time here makes the outcome of writes unknown.",
				Optional:            true,
				Validators:          duration(),
			},
			"settle": schema.StringAttribute{
				MarkdownDescription: "Time after a create whose answer was lost in which the object may still appear, such as `60s`, the default. Nothing is created again before.",
				Optional:            true,
				Validators:          duration(),
			},
		},
	}
}
