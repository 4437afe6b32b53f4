package main

import (
	"errors"
	"regexp"
	"strings"
)

const golangciModule = "github.com/golangci/golangci-lint/v2/"

// golangciLint has the linters and formatters that .golangci.yml names. One that is enabled there is thereby compiled.
func golangciLint() tool {
	return tool{
		pkg: golangciModule + "cmd/golangci-lint",
		// Debug information for nobody takes a twentieth of the time.
		flags:  []string{"-gcflags=all=-dwarf=false", "-gcflags=std="},
		config: ".golangci.yml",
		omit:   golangciOmission,
	}
}

func golangciOmission(config []byte, _ string) (omission, error) {
	// A linter that is enabled by name and not compiled is an error of golangci-lint's. One that is enabled in another
	// way would not be missed.
	if !regexp.MustCompile(`(?m)^  default: none$`).Match(config) {
		return omission{}, errors.New(".golangci.yml must enable each linter by its name, after `default: none`")
	}

	named := make(map[string]bool)
	for _, item := range regexp.MustCompile(`(?m)^ +- ([a-z0-9]+)$`).FindAllSubmatch(config, -1) {
		named[string(item[1])] = true
	}

	return omission{
		lists: []string{"pkg/lint/lintersdb/builder_linter.go"},
		unwanted: func(importPath string) bool {
			linter, ok := strings.CutPrefix(importPath, golangciModule+"pkg/golinters/")

			return ok && !named[linter]
		},
	}, nil
}
