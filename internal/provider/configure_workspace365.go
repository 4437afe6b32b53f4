package provider

import (
	"net/url"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

// workspace365 builds the client of the Provisioning API, or says why it cannot.
func (p *workatoProvider) workspace365(given *workspace365Model, settings transport.Config) providerdata.API[*workspace365.Client] {
	var api providerdata.API[*workspace365.Client]
	at := path.Root("workspace365")
	raw := resolve(given.BaseURL, at.AtName("base_url"), env365BaseURL, &api.Problems)
	key := resolve(given.ProvisioningKey, at.AtName("provisioning_key"), env365Key, &api.Problems)
	if len(api.Problems) > 0 {
		return api
	}
	var base *url.URL
	if raw == "" {
		api.Problems = append(api.Problems, providerdata.Problem{
			Attribute: at.AtName("base_url"), Summary: "Missing Workspace 365 instance",
			Detail: "Resources and data sources of this plan need the Workspace 365 Provisioning API, and no instance is set. Set the environment variable " + env365BaseURL + ", or workspace365.base_url in the provider block, to its URL, such as https://example.workspace365.net.",
		})
	} else if parsed, err := transport.ParseBaseURL(raw); err != nil {
		api.Problems = append(api.Problems, malformed(at.AtName("base_url"), env365BaseURL, err))
	} else {
		base = parsed
	}
	if key == "" {
		api.Problems = append(api.Problems, providerdata.Problem{
			Attribute: at.AtName("provisioning_key"), Summary: "Missing Workspace 365 provisioning key",
			Detail: "Resources and data sources of this plan need the Workspace 365 Provisioning API, and no key is set. Set the environment variable " + env365Key + ", or workspace365.provisioning_key in the provider block. The key was handed over when the instance was launched; a lost one is replaced by the change request CR-13.",
		})
	} else if err := transport.CheckCredential(key); err != nil {
		api.Problems = append(api.Problems, malformed(at.AtName("provisioning_key"), env365Key, err))
	}
	if len(api.Problems) > 0 {
		return api
	}
	settings.BaseURL = base
	settings.Credentials = workspace365.Credentials(key)
	api.Client = workspace365.New(settings, p.pace.poll, p.pace.ages)
	return api
}
