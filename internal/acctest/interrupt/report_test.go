//go:build unix

package interrupt

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// variable names the directory for the report. With it, the tests go through every boundary instead of a sample.
const variable = "ACCTEST_FAULTS"

// faultsDirectory is empty unless everything is to be gone through.
func faultsDirectory() string { return os.Getenv(variable) } //nolint:forbidigo // This is no part of the provider; `make faults` sets it.

// row is a line of the report, [reportFile]: what came of all runs with the same first four fields.
type row struct {
	// ID is the row of the table of faults, C13 or C14.
	ID string `json:"id"`
	// Operation is create, update or delete.
	Operation string `json:"operation"`
	// Signal is how the run was ended, such as SIGINT.
	Signal string `json:"signal"`
	// Boundary is when, such as "during POST /api/managed_users".
	Boundary string `json:"boundary"`
	// Runs is how many runs were ended there; all other numbers are their sums.
	Runs int `json:"runs"`
	// Orphans are objects that existed after the end and were in no state; after a kill, that is inevitable.
	Orphans int `json:"orphans"`
	// Recovered are those of them that an import block, printed by the next apply, or that apply itself brought back.
	Recovered int `json:"recovered"`
	// Duplicates are objects beyond the first of a natural key, at the end of everything.
	Duplicates int `json:"duplicates"`
	// Lost are objects that neither were in a state nor could be brought back.
	Lost int `json:"lost"`
	// Replaced are objects that were deleted and made anew although nobody asked for it.
	Replaced int `json:"replaced"`
	// SecondsToEnd is the longest time from the signal to the end of the command.
	SecondsToEnd float64 `json:"seconds_to_end"`
}

// reportFile is a JSON list of rows, sorted, in the directory that the variable names.
const reportFile = "signals.json"

var report struct {
	mutex sync.Mutex
	rows  []row
}

// record adds a run to the report.
func record(r row) {
	report.mutex.Lock()
	defer report.mutex.Unlock()
	for i := range report.rows {
		have := &report.rows[i]
		if have.ID == r.ID && have.Operation == r.Operation && have.Signal == r.Signal && have.Boundary == r.Boundary {
			have.Runs += r.Runs
			have.Orphans += r.Orphans
			have.Recovered += r.Recovered
			have.Duplicates += r.Duplicates
			have.Lost += r.Lost
			have.Replaced += r.Replaced
			have.SecondsToEnd = max(have.SecondsToEnd, r.SecondsToEnd)
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
	slices.SortFunc(report.rows, func(a, b row) int {
		order := func(r row) string { return strings.Join([]string{r.ID, r.Operation, r.Boundary, r.Signal}, "\x00") }
		return strings.Compare(order(a), order(b))
	})
	file, err := os.Create(filepath.Join(directory, reportFile)) //nolint:gosec // Whoever runs the tests names the directory.
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(file)
	encoder.SetIndent("", "  ")
	return errors.Join(encoder.Encode(report.rows), file.Close())
}
