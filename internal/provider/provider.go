// Package provider is the provider itself: its configuration, and the register of
// everything that it offers.
package provider

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/recovery"
	"github.com/seed7333113f/terraform-provider-workato/internal/service/apiclient"
	"github.com/seed7333113f/terraform-provider-workato/internal/service/collaborator"
	"github.com/seed7333113f/terraform-provider-workato/internal/service/customer"
	"github.com/seed7333113f/terraform-provider-workato/internal/service/grant"
	"github.com/seed7333113f/terraform-provider-workato/internal/service/project"
	"github.com/seed7333113f/terraform-provider-workato/internal/service/role"
	"github.com/seed7333113f/terraform-provider-workato/internal/service/workspace"
)

// Address is the address of the provider in the public registry.
const Address = "registry.terraform.io/seed7333113f/workato"

// TypeName is the first word of the types of this provider.
const TypeName = "workato"

var _ provider.ProviderWithValidateConfig = (*workatoProvider)(nil)

type workatoProvider struct {
	version string
	pace    pace
	// base is the round tripper of both clients, unless it is nil.
	base http.RoundTripper
}

// pace holds the waits of the provider, which tests shorten.
type pace struct {
	backoff time.Duration
	poll    time.Duration
	// quotaWindow replaces the length of all quota windows, unless it is 0.
	quotaWindow time.Duration
	// ages are how old lists may be that several operations share.
	ages shared.Ages
}

// Option changes a provider.
type Option func(*workatoProvider)

// WithPace speeds the provider up, for tests: the first wait before a failed call
// is repeated and the first one between two looks at something that is being made,
// which grow from there, and the length of the windows in which calls are counted.
func WithPace(backoff, poll, quotaWindow time.Duration) Option {
	return func(p *workatoProvider) {
		p.pace.backoff, p.pace.poll, p.pace.quotaWindow = backoff, poll, quotaWindow
	}
}

// WithAges sets how old lists may be that several operations share, for tests: Terraform
// plans and applies in processes of their own, where a test goes on with the same one
// after it has changed what is there.
func WithAges(ages shared.Ages) Option {
	return func(p *workatoProvider) { p.pace.ages = ages }
}

// WithRoundTripper puts a round tripper below both clients, for tests of what happens
// when a call ends in a way that no server can bring about.
func WithRoundTripper(base http.RoundTripper) Option {
	return func(p *workatoProvider) { p.base = base }
}

// New returns a constructor of the provider in the given version.
func New(version string, options ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &workatoProvider{version: version, pace: pace{backoff: time.Second, poll: 2 * time.Second, ages: shared.DefaultAges}}
		for _, option := range options {
			option(p)
		}
		return p
	}
}

// Metadata implements provider.Provider.
func (p *workatoProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = TypeName
	resp.Version = p.version
}

// Resources implements provider.Provider.
func (p *workatoProvider) Resources(context.Context) []func() resource.Resource {
	return recovery.Resources(slices.Concat(customer.Resources, project.Resources, collaborator.Resources, grant.Resources, role.Resources, apiclient.Resources, workspace.Resources))
}

// DataSources implements provider.Provider.
func (p *workatoProvider) DataSources(context.Context) []func() datasource.DataSource {
	return recovery.DataSources(slices.Concat(customer.DataSources, project.DataSources, grant.DataSources, collaborator.DataSources, role.DataSources, apiclient.DataSources, workspace.DataSources))
}
