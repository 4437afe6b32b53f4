package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// argument validates an argument of the provider block. What it refuses is worded
// like the same mistake in the environment variable that stands in for it.
type argument struct {
	description string
	variable    string
	check       func(string) error
}

// Description implements validator.Describer.
func (v argument) Description(context.Context) string { return v.description }

// MarkdownDescription implements validator.Describer.
func (v argument) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v argument) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := v.check(req.ConfigValue.ValueString()); err != nil {
		problem := malformed(req.Path, v.variable, err)
		resp.Diagnostics.AddAttributeError(req.Path, problem.Summary, problem.Detail)
	}
}

// baseURL validates the URL of a service.
func baseURL(variable string) []validator.String {
	return []validator.String{argument{"must be an https URL (http only for this machine's own addresses)", variable, func(s string) error {
		_, err := transport.ParseBaseURL(s)
		return err
	}}}
}

// credential validates that a secret can be sent. It never quotes it.
func credential(variable string) []validator.String {
	return []validator.String{argument{"must be a token without white space", variable, transport.CheckCredential}}
}

// region validates the name of a data center.
func region(variable string) []validator.String {
	return []validator.String{argument{"must be the name of a data center", variable, checkRegion}}
}

func checkRegion(name string) error {
	if workato.RegionURL(name) == "" {
		return fmt.Errorf("there is no data center %q: the known ones are %s", name, strings.Join(workato.Regions(), ", "))
	}
	return nil
}

// duration validates a positive duration.
func duration() []validator.String {
	return []validator.String{argument{"must be a positive duration such as 60s or 2m", "", func(s string) error {
		if d, err := time.ParseDuration(s); err != nil || d <= 0 {
			return errors.New("it must be a positive duration such as 60s or 2m")
		}
		return nil
	}}}
}
