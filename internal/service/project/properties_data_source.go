package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type propertiesModel struct {
	EnvironmentID types.String       `tfsdk:"environment_id"`
	ProjectID     types.String       `tfsdk:"project_id"`
	Prefix        types.String       `tfsdk:"prefix"`
	Properties    []propertyRowModel `tfsdk:"properties"`
}

type propertyRowModel struct {
	Name  types.String `tfsdk:"name"`
	Value types.String `tfsdk:"value"`
}

var newPropertiesDataSource = listing.New(listing.Definition[propertiesModel]{
	Type:        propertiesTypeName,
	Description: "Lists the properties of an environment or of a project whose names begin with a prefix.",
	Arguments: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"project_id":     projectOfProperties(),
		"prefix": schema.StringAttribute{
			MarkdownDescription: "What the names begin with. The API demands one, and has no list of all properties.",
			Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
	},
	List: "properties",
	Row: map[string]schema.Attribute{
		"name":  listing.Text("Name of the property."),
		"value": propertyValue(),
	},
	Read: readProperties,
	Next: propertyAdvice,
})

func readProperties(ctx context.Context, client *workato.Client, model *propertiesModel) error {
	scope := workato.PropertyScope{EnvironmentID: model.EnvironmentID.ValueString(), ProjectID: model.ProjectID.ValueString()}
	found, err := client.Properties(ctx, scope, model.Prefix.ValueString())
	model.Properties = []propertyRowModel{}
	for _, p := range found {
		model.Properties = append(model.Properties, propertyRowModel{Name: types.StringValue(p.Name), Value: types.StringValue(p.Value)})
	}
	return err
}
