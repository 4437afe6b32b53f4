package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// baseURL validates the URL of a service.
type baseURL struct{}

// Description implements validator.Describer.
func (baseURL) Description(context.Context) string {
	return "must be an https URL (http only for this machine's own addresses)"
}

// MarkdownDescription implements validator.Describer.
func (v baseURL) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v baseURL) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := transport.ParseBaseURL(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Unusable base URL", "The value of "+req.Path.String()+" cannot be used: "+err.Error()+".")
	}
}

// credential validates that a secret can be sent. It never quotes it.
type credential struct{}

// Description implements validator.Describer.
func (credential) Description(context.Context) string {
	return "must be a token without white space"
}

// MarkdownDescription implements validator.Describer.
func (v credential) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v credential) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := transport.CheckCredential(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Unusable credential", "The value of "+req.Path.String()+" cannot be used: "+err.Error()+". The value is not shown.")
	}
}

// duration validates a positive duration.
type duration struct{}

// Description implements validator.Describer.
func (duration) Description(context.Context) string {
	return "must be a positive duration such as 60s or 2m"
}

// MarkdownDescription implements validator.Describer.
func (v duration) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v duration) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if d, err := time.ParseDuration(req.ConfigValue.ValueString()); err != nil || d <= 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid duration", "The value of "+req.Path.String()+" "+v.Description(ctx)+".")
	}
}
