// Package reached keeps what tests have reached: which endpoints of the sandbox, through which types of the provider.
package reached

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Variable is the environment variable that names the directory of the recording, with its full path, since each test
// runs in the directory of its package. Without it nothing is recorded.
const Variable = "ACCTEST_REACHED"

// Record is what a test has reached.
type Record struct {
	// Test is the package in the module and the test, such as "internal/service/project.TestProject_basic".
	Test string `json:"test"`
	// Endpoints are those that have answered with success, such as "GET /api/users/me".
	Endpoints []string `json:"endpoints,omitempty"`
	// Types are those of the provider that are used, such as "resource workato_project".
	Types []string `json:"types,omitempty"`
}

// Append adds to the recording of a test of the package in the working directory, which is what `go test` makes of it.
// A subtest counts as its test.
func Append(directory, test string, record Record) error {
	within, err := packageInModule()
	if err != nil {
		return err
	}
	test, _, _ = strings.Cut(test, "/")
	record.Test = within + "." + test
	line, err := json.Marshal(record)
	if err != nil {
		return err
	}
	// One file for each process, and one call of write for each line, so that nothing can mix.
	name := fmt.Sprintf("%s.%d.jsonl", strings.ReplaceAll(within, "/", "_"), os.Getpid())
	file, err := os.OpenFile(filepath.Join(directory, name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // Whoever runs the tests names the directory.
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}

// packageInModule is the working directory, from the root of the module.
func packageInModule() (string, error) {
	directory, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for root := directory; ; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			within, err := filepath.Rel(root, directory)
			return filepath.ToSlash(within), err
		}
		if root == filepath.Dir(root) {
			return "", fmt.Errorf("%s is in no module", directory)
		}
	}
}

// Read returns a recording by test.
func Read(directory string) (map[string]Record, error) {
	files, err := filepath.Glob(filepath.Join(directory, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	records := map[string]Record{}
	for _, file := range files {
		data, err := os.ReadFile(file) //nolint:gosec // Whoever runs the tests names the directory.
		if err != nil {
			return nil, err
		}
		for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
			var line Record
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			all := records[line.Test]
			records[line.Test] = Record{
				Test:      line.Test,
				Endpoints: union(all.Endpoints, line.Endpoints),
				Types:     union(all.Types, line.Types),
			}
		}
	}
	return records, nil
}

func union(one, other []string) []string {
	both := slices.Concat(one, other)
	slices.Sort(both)
	return slices.Compact(both)
}
