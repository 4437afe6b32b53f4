//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/bench/idle"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
)

// pluginMode is the variable that makes this program a provider, which Terraform starts: one that does nothing, or the
// provider with minutes of the length that is named. The provider for users has neither.
const pluginMode = "WORKATO_BENCH_PLUGIN"

const modeIdle = "idle"

// servesPlugin serves what the environment asks for, if it does.
func servesPlugin() bool {
	mode := os.Getenv(pluginMode) //nolint:forbidigo // Terraform hands on its environment, and nothing else.
	if mode == "" {
		return false
	}
	factory := idle.New(provider.New("bench"))
	if mode != modeIdle {
		minute, err := time.ParseDuration(mode)
		if err != nil {
			_, _ = fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		factory = provider.New("bench", provider.WithPace(time.Second, time.Second, minute))
	}
	if err := providerserver.Serve(context.Background(), factory, providerserver.ServeOpts{Address: provider.Address}); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

// selfAsPlugin puts this program where the CLI looks for the provider, and returns the directory.
func selfAsPlugin(scratch string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(scratch, "plugin")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	return dir, os.Symlink(self, filepath.Join(dir, binaryName))
}

// binaryName is the name by which the CLI finds the provider.
const binaryName = "terraform-provider-workato"
