//go:build unix

package interrupt

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

// every is the environment variable that makes every nth boundary enough where all of them are asked for: all are some
// nine hundred runs of the CLI.
const every = "ACCTEST_EVERY"

// faultsDirectory is empty unless everything is to be gone through.
func faultsDirectory() string { return os.Getenv(faults.Variable) } //nolint:forbidigo // This is no part of the provider; `make faults` sets it.

// spread takes every nth.
func spread[T any](all []T) []T {
	n, err := strconv.Atoi(os.Getenv(every)) //nolint:forbidigo // Likewise.
	if err != nil || n < 2 {
		return all
	}
	var out []T
	for i := 0; i < len(all); i += n {
		out = append(out, all[i])
	}
	return out
}

var report struct {
	mutex sync.Mutex
	rows  []faults.Signal
}

// record adds a run to the report.
func record(r faults.Signal) {
	report.mutex.Lock()
	defer report.mutex.Unlock()
	for i := range report.rows {
		have := &report.rows[i]
		if have.ID == r.ID && have.Operation == r.Operation && have.Signal == r.Signal && have.Boundary == r.Boundary {
			have.Add(r)
			return
		}
	}
	report.rows = append(report.rows, r)
}

// writeReport writes what was recorded, if that is asked for.
func writeReport() error {
	directory := faultsDirectory()
	if directory == "" {
		return nil
	}
	slices.SortFunc(report.rows, func(a, b faults.Signal) int {
		order := func(r faults.Signal) string {
			return strings.Join([]string{r.ID, r.Operation, r.Boundary, r.Signal}, "\x00")
		}
		return strings.Compare(order(a), order(b))
	})
	file, err := os.Create(filepath.Join(directory, faults.SignalsFile)) //nolint:gosec // Whoever runs the tests names the directory.
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(file)
	encoder.SetIndent("", "  ")
	return errors.Join(encoder.Encode(report.rows), file.Close())
}
