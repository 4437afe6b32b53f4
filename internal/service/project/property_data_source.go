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

type propertyDataModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	ProjectID     types.String `tfsdk:"project_id"`
	Name          types.String `tfsdk:"name"`
	Value         types.String `tfsdk:"value"`
}

var newPropertyDataSource = listing.NewSingle(listing.Single[propertyDataModel]{
	Type:        propertyTypeName,
	Description: "Reads one property of an environment or of a project.",
	Attributes: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"project_id":     projectOfProperties(),
		"name": schema.StringAttribute{
			MarkdownDescription: "Name of the property, compared exactly.",
			Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"value": propertyValue(),
	},
	Read: readProperty,
	Next: propertyAdvice,
})

// projectOfProperties is the project whose properties are read.
func projectOfProperties() schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: projectOfProperty,
		Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}

// propertyValue is a value that was read, of which nobody says whether it is secret.
func propertyValue() schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Value of the property. It is sensitive, since it may be a secret; the function `nonsensitive` reveals one that is not. It is in the state.",
		Computed:            true, Sensitive: true,
	}
}

func readProperty(ctx context.Context, client *workato.Client, model *propertyDataModel) error {
	scope := workato.PropertyScope{EnvironmentID: model.EnvironmentID.ValueString(), ProjectID: model.ProjectID.ValueString()}
	found, err := client.Property(ctx, scope, model.Name.ValueString())
	switch {
	case err != nil:
		return err
	case found == nil:
		return &noPropertyError{name: model.Name.ValueString(), scope: scope}
	}
	model.Value = types.StringValue(found.Value)
	return nil
}

// noPropertyError says that there is no property of a name.
type noPropertyError struct {
	name  string
	scope workato.PropertyScope
}

// Error says where there is none.
func (e *noPropertyError) Error() string {
	where := "The environment " + e.scope.EnvironmentID
	if e.scope.ProjectID != "" {
		where = "The project " + e.scope.ProjectID + " of the environment " + e.scope.EnvironmentID
	}
	return where + " has no property " + e.name + ". Letter case counts, and the properties of a project are not those of its environment. The data source " + propertiesTypeName + " lists what begins with a prefix."
}
