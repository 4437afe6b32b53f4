package command

import (
	"cmp"
	"os"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// variables are what a provider block that says nothing needs to find the sandbox.
func variables(url string) map[string]string {
	return map[string]string{
		"WORKATO_BASE_URL":              url,
		"WORKATO_API_TOKEN":             sandbox.DefaultToken,
		"WORKSPACE365_BASE_URL":         url,
		"WORKSPACE365_PROVISIONING_KEY": sandbox.DefaultProvisioningKey,
	}
}

// adopt sets up this process for the provider, which runs in it rather than in one
// that Terraform starts: the provider reads variables of its own process, and
// its log lines, which Terraform would filter, go straight to standard error.
func adopt(url string) error {
	set := variables(url)
	level := cmp.Or(inherited("TF_LOG_PROVIDER"), inherited("TF_LOG"), "off")
	for _, name := range []string{"TF_LOG_PROVIDER_WORKATO", "TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK"} {
		set[name] = cmp.Or(inherited(name), level)
	}
	for name, value := range set {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	return nil
}

// inherited reads a variable of Terraform's own. It says how loud the log is,
// and is no part of anybody's configuration.
func inherited(name string) string {
	return os.Getenv(name) //nolint:forbidigo // The provider is configured elsewhere; this is Terraform's log level.
}
