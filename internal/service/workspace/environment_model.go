package workspace

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// The ways to create an environment.
const (
	modeTemporaryPassword = "temporary_password"
	modePassword          = "password"
	modeInvite            = "invite"
)

// What destroying does.
const (
	onDestroyDelete     = "delete"
	onDestroyDeactivate = "deactivate"
	onDestroyAbandon    = "abandon"
)

// model is the resource in configuration, plan and state.
type model struct {
	Name                   types.String   `tfsdk:"name"`
	EnvironmentName        types.String   `tfsdk:"environment_name"`
	InstanceURL            types.String   `tfsdk:"instance_url"`
	CreationMode           types.String   `tfsdk:"creation_mode"`
	AdminEmail             types.String   `tfsdk:"admin_email"`
	AdminFirstName         types.String   `tfsdk:"admin_first_name"`
	AdminLastName          types.String   `tfsdk:"admin_last_name"`
	AdminPasswordWO        types.String   `tfsdk:"admin_password_wo"`
	AdminPasswordWOVersion types.Int64    `tfsdk:"admin_password_wo_version"`
	LicenseCount           types.Int64    `tfsdk:"license_count"`
	Active                 types.Bool     `tfsdk:"active"`
	RegisterURL            types.String   `tfsdk:"register_url"`
	TemporaryPassword      types.String   `tfsdk:"temporary_password"`
	ValidateOnPlan         types.Bool     `tfsdk:"validate_on_plan"`
	DeletionProtection     types.Bool     `tfsdk:"deletion_protection"`
	OnDestroy              types.String   `tfsdk:"on_destroy"`
	Timeouts               timeouts.Value `tfsdk:"timeouts"`
}

// identityModel is the identity of an environment: its effective name.
type identityModel struct {
	EnvironmentName types.String `tfsdk:"environment_name"`
}

func (m *model) identity() identityModel { return identityModel{EnvironmentName: m.EnvironmentName} }

// mode is how the environment is created.
func (m *model) mode() string {
	if mode := m.CreationMode.ValueString(); mode != "" {
		return mode
	}
	return modeTemporaryPassword
}

// pathName is the name for paths: the effective one, in lower case.
func (m *model) pathName() string { return strings.ToLower(m.EnvironmentName.ValueString()) }

// created takes over what only the service can give.
func (m *model) created(c workspace365.Created, instance string) {
	m.EnvironmentName = types.StringValue(c.Name)
	m.InstanceURL = types.StringValue(instance)
	m.RegisterURL = semantic.OrNull(c.RegisterURL)
	m.TemporaryPassword = semantic.OrNull(c.TemporaryPassword)
	if m.Active.IsUnknown() {
		m.Active = types.BoolNull()
	}
}

// refresh takes over what the list says. Where it does not tell whether the
// environment is active, what was set last stays.
//
// The effective name stays as it is: it was found by it, so at most its letter case
// is another one, and an identity must not change.
func (m *model) refresh(e workspace365.Environment, instance string) {
	m.InstanceURL = types.StringValue(instance)
	if e.Active != nil {
		m.Active = types.BoolValue(*e.Active)
	}
	if m.Name.IsNull() {
		m.Name = types.StringValue(e.Name)
		m.DeletionProtection = types.BoolValue(true)
		m.OnDestroy = types.StringValue(onDestroyDelete)
	}
}

// meansSame reports whether a configured name means an environment: the name that it
// was created by, or the effective one, but for letter case or for what sanitising is
// likely to strip. It decides only that a change of the name is not one of the
// environment.
func meansSame(configured string, state model) bool {
	effective := state.EnvironmentName.ValueString()
	return workspace365.Same(configured, state.Name.ValueString()) || workspace365.Same(configured, effective) ||
		workspace365.Same(stripped(configured), effective)
}

// stripped drops everything but letters and digits of ASCII.
func stripped(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
}

func known(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }
