package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const goreleaserModule = "github.com/goreleaser/goreleaser/v2/"

// notConfigured are pipes of goreleaser, packages in internal/pipe, and the section of .goreleaser.yml that each acts on.
// A provider is released as archives on GitHub, from where the registries take it.
var notConfigured = map[string]string{
	// Other kinds of packages.
	"aur":        "aurs",
	"aursources": "aur_sources",
	"brew":       "brews",
	"cask":       "homebrew_casks",
	"chocolatey": "chocolateys",
	"flatpak":    "flatpak",
	"krew":       "krews",
	"makeself":   "makeselfs",
	"nfpm":       "nfpms",
	"nix":        "nix",
	"notary":     "notarize",
	"scoop":      "scoops",
	"snapcraft":  "snapcrafts",
	"srpm":       "srpm",
	"winget":     "winget",

	// Images of containers.
	"docker":       "dockers docker_manifests",
	"docker/v2":    "dockers_v2",
	"dockerdigest": "docker_digest",
	"ko":           "kos",

	// Other places to publish.
	"artifactory": "artifactories",
	"blob":        "blobs",
	"mcp":         "mcp",
	"milestone":   "milestones",
	"upload":      "uploads",

	// Announcements.
	"bluesky":        "announce",
	"discord":        "announce",
	"discourse":      "announce",
	"linkedin":       "announce",
	"mastodon":       "announce",
	"mattermost":     "announce",
	"opencollective": "announce",
	"reddit":         "announce",
	"slack":          "announce",
	"smtp":           "announce",
	"teams":          "announce",
	"telegram":       "announce",
	"twitter":        "announce",
	"webhook":        "announce",
}

func goreleaser() tool {
	return tool{
		pkg: strings.TrimSuffix(goreleaserModule, "/"),
		// It runs for seconds, most of which it waits for go build. The standard library is there already, compiled
		// for everything else.
		flags:  []string{"-gcflags=all=-N -l -dwarf=false", "-gcflags=std="},
		config: ".goreleaser.yml",
		omit:   goreleaserOmission,
	}
}

func goreleaserOmission(config []byte, dir string) (omission, error) {
	known, err := os.ReadFile(filepath.Join(dir, "pkg", "config", "config.go")) //nolint:gosec // Of the module cache.
	if err != nil {
		return omission{}, err
	}

	// What is left out would be skipped without a word.
	for pipe, sections := range notConfigured {
		for section := range strings.FieldsSeq(sections) {
			if !bytes.Contains(known, []byte(`yaml:"`+section+`,`)) {
				return omission{}, fmt.Errorf("goreleaser knows no section %s any more: what does the pipe %s act on?", section, pipe)
			}

			if regexp.MustCompile(`(?m)^` + section + `:`).Match(config) {
				return omission{}, fmt.Errorf(".goreleaser.yml has %s: take the pipe %s off the list in internal/toolbuild", section, pipe)
			}
		}
	}

	return omission{
		lists: []string{
			"internal/pipe/announce/announce.go",
			"internal/pipe/publish/publish.go",
			"internal/pipeline/pipeline.go",
			"pkg/defaults/defaults.go",
			"pkg/healthcheck/healthcheck.go",
		},
		// Conversions for the pipe nfpm.
		files: []string{"pkg/config/nfpm.go"},
		unwanted: func(importPath string) bool {
			pipe, ok := strings.CutPrefix(importPath, goreleaserModule+"internal/pipe/")

			return ok && notConfigured[pipe] != ""
		},
	}, nil
}
