package workspace

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

var _ datasource.DataSourceWithConfigure = (*validationDataSource)(nil)

type validationDataSource struct {
	providerdata.Workspace365DataSource
}

func newValidationDataSource() datasource.DataSource { return &validationDataSource{} }

type validationModel struct {
	Name            types.String      `tfsdk:"name"`
	AdminEmail      types.String      `tfsdk:"admin_email"`
	AdminFirstName  types.String      `tfsdk:"admin_first_name"`
	AdminLastName   types.String      `tfsdk:"admin_last_name"`
	Valid           types.Bool        `tfsdk:"valid"`
	Exists          types.Bool        `tfsdk:"exists"`
	EnvironmentName types.String      `tfsdk:"environment_name"`
	Problems        []validationIssue `tfsdk:"problems"`
}

type validationIssue struct {
	Argument types.String `tfsdk:"argument"`
	Message  types.String `tfsdk:"message"`
}

// Metadata implements datasource.DataSource.
func (d *validationDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = validationTypeName
}

// Schema implements datasource.DataSource.
func (d *validationDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Asks Workspace 365 whether it would accept an environment, for `check` blocks and preconditions. That nothing is created by asking is only implied by the documentation of the API.",
		Attributes: map[string]schema.Attribute{
			"name":             schema.StringAttribute{MarkdownDescription: "Name of the environment.", Required: true, Validators: []validator.String{environmentName{}}},
			"admin_email":      schema.StringAttribute{MarkdownDescription: "E-mail address of the administrator.", Required: true, Validators: attribute.Emails()},
			"admin_first_name": schema.StringAttribute{MarkdownDescription: "First name of the administrator.", Required: true, Validators: attribute.Trimmed()},
			"admin_last_name":  schema.StringAttribute{MarkdownDescription: "Last name of the administrator.", Required: true, Validators: attribute.Trimmed()},
			"valid":            schema.BoolAttribute{MarkdownDescription: "Whether the API accepts it. The call is documented for environments with a password, which is not sent from here: what it says of a missing one does not count, and an instance that checks for it first says nothing else.", Computed: true},
			"exists":           schema.BoolAttribute{MarkdownDescription: "Whether an environment of the name is listed, which makes it refuse.", Computed: true},
			"environment_name": schema.StringAttribute{MarkdownDescription: "Name that the environment would have, if accepted. A hint: only creating it tells.", Computed: true},
			"problems": schema.ListNestedAttribute{
				MarkdownDescription: "What the API refuses.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"argument": schema.StringAttribute{MarkdownDescription: "Argument at fault, or null where the API does not say.", Computed: true},
					"message":  schema.StringAttribute{MarkdownDescription: "What the API says.", Computed: true},
				}},
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *validationDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state validationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client, ok := d.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	v := validate(ctx, client, state.Name.ValueString(), workspace365.Admin{
		Email: state.AdminEmail.ValueString(), FirstName: state.AdminFirstName.ValueString(), LastName: state.AdminLastName.ValueString(),
	})
	if v.unreachable != nil {
		reading(validationTypeName).Failed(&resp.Diagnostics, v.unreachable)
		return
	}
	state.Valid, state.Exists, state.EnvironmentName = types.BoolValue(len(v.problems) == 0 && !v.existing), types.BoolValue(v.existing), semantic.OrNull(v.name)
	state.Problems = []validationIssue{}
	for _, p := range v.problems {
		issue := validationIssue{Argument: types.StringNull(), Message: types.StringValue(p.message)}
		if at, ok := fields[p.field]; ok {
			issue.Argument = types.StringValue(at.String())
		}
		state.Problems = append(state.Problems, issue)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
