package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
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

// Binary is the provider's binary of a test program, built once when it is first asked for. It outlives that test, so
// TestMain removes it. The zero value is usable.
type Binary struct {
	build     sync.Once
	directory string
	err       error
}

// Directory returns the directory that the binary is in.
func (b *Binary) Directory(ctx context.Context) (string, error) {
	b.build.Do(func() {
		if b.directory, b.err = os.MkdirTemp("", "provider-"); b.err == nil {
			_, b.err = Build(ctx, b.directory)
		}
	})
	return b.directory, b.err
}

// Remove removes the binary, if it was built.
func (b *Binary) Remove() {
	if b.directory != "" {
		_ = os.RemoveAll(b.directory)
	}
}
