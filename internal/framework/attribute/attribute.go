// Package attribute makes the attributes that many schemas have, so that a
// description, its validators and its plan modifiers never say different things.
package attribute

import (
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// ID is the id that the service gives.
func ID(what string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Id of the " + what + ", given by Workato.",
		Computed:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

const (
	// CustomerDescription describes managed_customer_id everywhere.
	CustomerDescription = "Id of the managed customer: `workato_managed_customer.NAME.id`."
	// EnvironmentDescription describes environment_id everywhere.
	EnvironmentDescription = "Id of the environment: `workato_managed_customer.NAME.environments.dev.id`, `.test.id` or `.prod.id`. `dev` is there for every customer; a customer without Environments has just this one."
)

// CustomerID is the customer that something belongs to.
func CustomerID() schema.StringAttribute { return parent(CustomerDescription) }

// EnvironmentID is the environment that something lives in.
func EnvironmentID() schema.StringAttribute { return parent(EnvironmentDescription) }

// parent is a required reference, whose change replaces the object.
func parent(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description + " Changing it replaces the object.",
		Required:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
	}
}

// Name is a required name that can be changed.
func Name(what string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Name of the " + what + ". Changing it renames the " + what + ".",
		Required:            true,
		Validators:          Trimmed(),
	}
}

var trimmed = regexp.MustCompile(`^\S(?s:.*\S)?$`)

// Trimmed demands a text that is not empty and has no white space around it, which
// services strip without a word.
func Trimmed() []validator.String {
	return []validator.String{stringvalidator.RegexMatches(trimmed, "must not be empty, nor begin or end with white space")}
}

// OneOf describes and validates an enumeration from one list.
func OneOf(description string, values ...string) (string, []validator.String) {
	return description + " One of `" + strings.Join(values, "`, `") + "`.", []validator.String{stringvalidator.OneOf(values...)}
}

// Identity is a part of a resource identity. Optional parts are those of which
// only one of several applies.
func Identity(description string, required bool) identityschema.StringAttribute {
	return identityschema.StringAttribute{Description: description, RequiredForImport: required, OptionalForImport: !required}
}
