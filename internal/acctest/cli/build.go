package cli

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
)

// Build builds the provider's binary, as users have it, into a directory, and returns its path.
func Build(ctx context.Context, directory string) (string, error) {
	path := filepath.Join(directory, "terraform-provider-workato")
	build := exec.CommandContext(ctx, "go", "build", "-o", path, "github.com/seed7333113f/terraform-provider-workato") //nolint:gosec // A directory of our own.
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, output)
	}
	return path, nil
}
