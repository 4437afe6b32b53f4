package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const pipeline = `package pipeline

import (
	"example.com/tool/pipe/archive"
	v2 "example.com/tool/pipe/docker/v2"
	"example.com/tool/pipe/ko"
)

var all = append(basic, ko.New(), archive.Pipe{})

// New returns the pipes.
func New() Pipeline {
	return Pipeline{
		pipes: []Pipe{
			archive.Pipe{},
			// Images.
			ko.New(v2.Options{}),
			v2.Pipe{},
		},
		docker: true,
	}
}
`

// module writes a module into a new directory.
func newModule(t *testing.T, files map[string]string) string {
	t.Helper()

	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o750))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	}

	return dir
}

func withoutImages() omission {
	return omission{
		lists: []string{"pipeline/pipeline.go"},
		files: []string{"config/image.go"},
		unwanted: func(importPath string) bool {
			return strings.HasSuffix(importPath, "/ko") || strings.HasSuffix(importPath, "/docker/v2")
		},
	}
}

func TestCopyModule(t *testing.T) {
	t.Parallel()

	from := newModule(t, map[string]string{
		"go.mod":                       "module example.com/tool\n",
		"pipeline/pipeline.go":         pipeline,
		"pipeline/pipeline_test.go":    "package pipeline\n",
		"pipeline/testdata/config.yml": "",
		"config/image.go":              "package config\n",
		"config/config.go":             "package config\n",
	})
	to := filepath.Join(t.TempDir(), "copy")
	require.NoError(t, withoutImages().copyModule(from, to))

	var names []string

	for _, pattern := range []string{"*", "*/*", "*/*/*"} {
		found, err := filepath.Glob(filepath.Join(to, pattern))
		require.NoError(t, err)

		for _, path := range found {
			name, err := filepath.Rel(to, path)
			require.NoError(t, err)

			names = append(names, filepath.ToSlash(name))
		}
	}

	require.Equal(t, []string{"config", "go.mod", "pipeline", "config/config.go", "pipeline/pipeline.go"}, names)

	pruned, err := os.ReadFile(filepath.Join(to, "pipeline", "pipeline.go")) //nolint:gosec // It was just written.
	require.NoError(t, err)
	require.Equal(t, `package pipeline

import (
	"example.com/tool/pipe/archive"
)

var all = append(basic, archive.Pipe{})

func New() Pipeline {
	return Pipeline{
		pipes: []Pipe{
			archive.Pipe{},
		},
		docker: true,
	}
}
`, string(pruned))
}

// A tool that was taken apart in another way must be looked at.
func TestCopyModule_changed(t *testing.T) {
	t.Parallel()

	files := map[string]string{"pipeline/pipeline.go": "package pipeline\n", "config/image.go": "package config\n"}
	err := withoutImages().copyModule(newModule(t, files), filepath.Join(t.TempDir(), "copy"))
	require.ErrorContains(t, err, "imports nothing that could be left out")

	for name, content := range map[string]string{"config/image.go": "package config\n", "pipeline/pipeline.go": pipeline} {
		err := withoutImages().copyModule(newModule(t, map[string]string{name: content}), filepath.Join(t.TempDir(), "copy"))
		require.ErrorContains(t, err, "are not in", name)
	}
}

func TestGoreleaserOmission(t *testing.T) {
	t.Parallel()

	var known strings.Builder
	for _, sections := range notConfigured {
		for section := range strings.FieldsSeq(sections) {
			known.WriteString("`yaml:\"" + section + ",omitempty\"`\n")
		}
	}

	dir := newModule(t, map[string]string{"pkg/config/config.go": known.String()})

	omitted, err := goreleaserOmission([]byte("archives:\n  - kos: no section\n"), dir)
	require.NoError(t, err)
	require.True(t, omitted.unwanted(goreleaserModule+"internal/pipe/ko"))
	require.True(t, omitted.unwanted(goreleaserModule+"internal/pipe/docker/v2"))
	require.False(t, omitted.unwanted(goreleaserModule+"internal/pipe/archive"))

	_, err = goreleaserOmission([]byte("kos:\n  - id: image\n"), dir)
	require.ErrorContains(t, err, ".goreleaser.yml has kos: take the pipe ko off the list")

	_, err = goreleaserOmission(nil, newModule(t, map[string]string{"pkg/config/config.go": "package config\n"}))
	require.ErrorContains(t, err, "goreleaser knows no section")
}

func TestGolangciOmission(t *testing.T) {
	t.Parallel()

	omitted, err := golangciOmission([]byte("linters:\n  default: none\n  enable:\n    - unused\nformatters:\n  enable:\n    - gofumpt\n"), "")
	require.NoError(t, err)
	require.False(t, omitted.unwanted(golangciModule+"pkg/golinters/unused"))
	require.False(t, omitted.unwanted(golangciModule+"pkg/golinters/gofumpt"))
	require.False(t, omitted.unwanted(golangciModule+"pkg/golinters"), "what all of them need")
	require.True(t, omitted.unwanted(golangciModule+"pkg/golinters/wsl"))

	_, err = golangciOmission([]byte("linters:\n  default: standard\n"), "")
	require.ErrorContains(t, err, "must enable each linter by its name")
}
