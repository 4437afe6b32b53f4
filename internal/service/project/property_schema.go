package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

// projectOfProperty describes project_id wherever properties are.
const projectOfProperty = "Id of the project that the property belongs to: `workato_project.NAME.id`. Left out, it belongs to the environment."

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *propertyResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"environment_id": attribute.Identity("Id of the environment.", true),
		"project_id":     attribute.Identity("Id of the project, if the property belongs to one.", false),
		"name":           attribute.Identity("Name of the property.", true),
	}}
}

// Schema implements resource.Resource.
func (r *propertyResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	onDestroy, choices := attribute.OneOf("What destroying does, as the API cannot delete a property: `abandon` leaves it as it is, with a warning, and `blank` empties its value. Default `abandon`.", onDestroyAbandon, onDestroyBlank)
	replace := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	// A blank property cannot be told from none everywhere, so there is no blank value.
	length := stringvalidator.UTF8LengthBetween(1, workato.PropertyValueLimit)
	resp.Schema = schema.Schema{
		MarkdownDescription: "A property of an environment or of a project: a name and a text that recipes read. Properties that Terraform writes at the same time share one call.",
		Attributes: map[string]schema.Attribute{
			"environment_id": attribute.EnvironmentID(),
			"project_id": schema.StringAttribute{
				MarkdownDescription: projectOfProperty + " Changing it replaces the property, and leaves the old one to `on_destroy`.",
				Optional:            true, PlanModifiers: replace, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "Name of the property, of at most 100 characters. Changing it replaces the property, and leaves the old one to `on_destroy`.",
				Required:            true, PlanModifiers: replace,
				Validators: append(attribute.Trimmed(), stringvalidator.UTF8LengthAtMost(workato.PropertyNameLimit)),
			},
			"value": schema.StringAttribute{
				MarkdownDescription: "Value of the property, of 1 to 1,024 characters. It is in the state and in plans: use `value_wo` for secrets. Exactly one of the two is given; changing from one to the other is an update in place.",
				Optional:            true,
				Validators:          []validator.String{length, stringvalidator.ExactlyOneOf(path.MatchRoot("value"), path.MatchRoot("value_wo"))},
			},
			"value_wo": schema.StringAttribute{
				MarkdownDescription: "Value of the property, write-only: it is in no plan and no state, and a change by somebody else is not seen. It is sent when the property is created and whenever `value_wo_version` changes. Terraform or OpenTofu 1.11.",
				Optional:            true, WriteOnly: true, Sensitive: true,
				Validators: []validator.String{length, stringvalidator.AlsoRequires(path.MatchRoot("value_wo_version"))},
			},
			"value_wo_version": schema.Int64Attribute{
				MarkdownDescription: "Number to change when `value_wo` changes, so that it is sent again.",
				Optional:            true, Validators: []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("value_wo"))},
			},
			"on_destroy": schema.StringAttribute{
				MarkdownDescription: onDestroy, Optional: true, Computed: true,
				Default: stringdefault.StaticString(onDestroyAbandon), Validators: choices,
			},
		},
	}
}
