package provider_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
)

// asProvider is the variable that makes the test binary a provider which Terraform can
// start as a process of its own.
const asProvider = "ACCTEST_SERVE_PROVIDER"

func TestMain(m *testing.M) {
	if os.Getenv(asProvider) == "" {
		os.Exit(m.Run())
	}
	pace := provider.WithPace(5*time.Millisecond, 10*time.Millisecond, 10*time.Millisecond)
	if err := providerserver.Serve(context.Background(), provider.New("test", pace), providerserver.ServeOpts{Address: provider.Address}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
