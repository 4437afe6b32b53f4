// Command terraform-provider-workato is a Terraform provider for the Workato
// Embedded API, a sandbox of that API to try it against, and a check of plans for
// pipelines.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seed7333113f/terraform-provider-workato/internal/policy"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox/command"
)

// version is set when a release is built.
var version = "dev"

func main() {
	if len(os.Args) > 1 && os.Args[1] == "sandbox" {
		factory := providerserver.NewProtocol6(provider.New(version)())
		os.Exit(command.Main(context.Background(), os.Args[2:], factory, os.Stdin, os.Stdout, os.Stderr))
	}
	if len(os.Args) > 1 && os.Args[1] == "check-plan" {
		os.Exit(policy.Main(os.Args[2:], os.Stdin, os.Stdout, os.Stderr))
	}
	debug := flag.Bool("debug", false, "wait for Terraform to attach, for use with a debugger")
	flag.Parse()
	if !*debug {
		leaveSignalsToTerraform()
	}
	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: provider.Address,
		Debug:   *debug,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// leaveSignalsToTerraform keeps the provider alive when a whole process group is asked
// to terminate, as a runner of pipelines does with a job that is cancelled: Terraform
// gets the same signal and asks the provider to stop, which then still learns what its
// last write did. Interrupts are left to Terraform by go-plugin. Without Terraform,
// there is nothing to wait for.
func leaveSignalsToTerraform() {
	parent := os.Getppid()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	go func() {
		for range signals {
			if os.Getppid() != parent {
				os.Exit(1)
			}
		}
	}()
}
