package project

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// applicationName refuses names with white space, which are those on the screen.
func applicationName() validator.String {
	return stringvalidator.RegexMatches(regexp.MustCompile(`^\S+$`),
		"must be the name of the connector in the API, such as salesforce or google_sheets, which has no white space; the page \"Connection parameters reference\" of Workato's documentation lists them")
}

// connectorSettings demands an object. Its value is never shown.
type connectorSettings struct{}

// Description implements validator.Describer.
func (connectorSettings) Description(context.Context) string {
	return "must be an object of the connector's settings"
}

// MarkdownDescription implements validator.Describer.
func (v connectorSettings) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateDynamic implements validator.Dynamic.
func (v connectorSettings) ValidateDynamic(ctx context.Context, req validator.DynamicRequest, resp *validator.DynamicResponse) {
	value := req.ConfigValue
	if value.IsNull() || value.IsUnknown() || value.IsUnderlyingValueNull() || value.IsUnderlyingValueUnknown() {
		return
	}
	hint := ""
	switch value.UnderlyingValue().(type) {
	case types.Object, types.Map:
		return
	case types.String:
		hint = " A text of JSON becomes one by jsondecode(…)."
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Invalid settings of a connector",
		fmt.Sprintf("The value %s: { host = \"…\", … }, with the names that the connector has for them.%s", v.Description(ctx), hint))
}
