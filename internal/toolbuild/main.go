// Command toolbuild compiles a tool of tools/ without the parts of it that this project never uses: linters that
// .golangci.yml does not enable, and ways of publishing that .goreleaser.yml does not configure. They are most of what
// there is to compile.
//
// The tool's own module is copied from the module cache, less those parts and the places in its lists that name them.
// Every other module is the one that tools/ pins.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// tool is one that is compiled in part.
type tool struct {
	// pkg is the command, in a module that tools/<name>/go.mod pins. It has a variable main.version.
	pkg string
	// flags are more flags for go build.
	flags []string
	// config is the file that says what of the tool is used.
	config string
	// omit says what to leave out of the module in dir.
	omit func(config []byte, dir string) (omission, error)
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("toolbuild: ")

	out := flag.String("o", "bin", "the directory for the tool")
	flag.Parse()

	tools := map[string]tool{"golangci-lint": golangciLint(), "goreleaser": goreleaser()}

	for _, name := range flag.Args() {
		t, ok := tools[name]
		if !ok {
			log.Fatalf("%s: no such tool", name)
		}

		if err := t.build(context.Background(), name, *out); err != nil {
			log.Fatalf("%s: %v", name, err)
		}
	}
}

func (t tool) build(ctx context.Context, name, out string) error {
	pinned := filepath.Join("tools", name, "go.mod")

	module, err := moduleOf(ctx, pinned, t.pkg)
	if err != nil {
		return err
	}

	config, err := os.ReadFile(t.config)
	if err != nil {
		return err
	}

	omitted, err := t.omit(config, module.Dir)
	if err != nil {
		return err
	}

	work, err := filepath.Abs(filepath.Join(out, ".toolbuild", name))
	if err != nil {
		return err
	}

	if err := omitted.copyModule(module.Dir, work); err != nil {
		return err
	}

	modfile, err := replaceModule(pinned, module, work)
	if err != nil {
		return err
	}

	ldflags := "-ldflags=-s -w -X main.version=" + module.Version
	args := append([]string{"build", "-modfile=" + modfile, "-o", filepath.Join(out, name), ldflags}, t.flags...)
	_, err = run(ctx, append(args, t.pkg)...)

	return err
}

type module struct {
	Path    string
	Version string
	Dir     string
}

// moduleOf downloads the module of the package if need be.
func moduleOf(ctx context.Context, modfile, pkg string) (module, error) {
	out, err := run(ctx, "list", "-find", "-modfile="+modfile, "-json=Module", pkg)
	if err != nil {
		return module{}, err
	}

	var listed struct{ Module module }
	err = json.Unmarshal(out, &listed)

	return listed.Module, err
}

// replaceModule writes the pinned versions once more, with the copy in the place of the module. Go reads the sums from
// the file beside.
func replaceModule(pinned string, m module, replacement string) (string, error) {
	content, err := os.ReadFile(pinned) //nolint:gosec // A file of this repository.
	if err != nil {
		return "", err
	}

	sums, err := os.ReadFile(strings.TrimSuffix(pinned, ".mod") + ".sum")
	if err != nil {
		return "", err
	}

	content = fmt.Appendf(content, "\nreplace %s => %q\n", m.Path, replacement)
	modfile := filepath.Join(replacement, "pinned.mod")

	//nolint:gosec // Beside the copy.
	return modfile, errors.Join(
		os.WriteFile(modfile, content, 0o600),
		os.WriteFile(filepath.Join(replacement, "pinned.sum"), sums, 0o600))
}

func run(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...) //nolint:gosec // Arguments from this program.
	cmd.Stderr = os.Stderr

	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}

	return out, nil
}
