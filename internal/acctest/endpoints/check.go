package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/reached"
)

// known is what the table is compared with.
type known struct {
	// root is the directory of the module.
	root string
	// endpoints are those of the sandbox.
	endpoints []string
	// types are those of the provider, such as "resource workato_project".
	types map[string]bool
}

// checkRows demands of every row that it is about something that exists.
func (k known) checkRows(areas []area) []string {
	var problems []string
	report := func(format string, values ...any) { problems = append(problems, fmt.Sprintf(format, values...)) }
	rows := map[string]bool{}
	for _, area := range areas {
		for _, row := range area.rows {
			if rows[row.String()] {
				report("%s is there twice", row)
			}
			rows[row.String()] = true
			k.checkRow(row, report)
		}
	}
	return problems
}

// checkComplete demands a row for every endpoint of the sandbox, and says which one to add.
func (k known) checkComplete(areas []area, records map[string]reached.Record) []string {
	rows := map[string]bool{}
	for _, area := range areas {
		for _, row := range area.rows {
			rows[row.String()] = true
		}
	}
	var problems []string
	for _, endpoint := range k.endpoints {
		if !rows[endpoint] {
			problems = append(problems, fmt.Sprintf("%s is missing; add to %s in table.go:\n\t%s", endpoint, nearest(areas, endpoint), suggestion(endpoint, records)))
		}
	}
	return problems
}

func (k known) checkRow(row row, report func(string, ...any)) {
	if row.why != "" {
		if row.types != "" || row.test != "" {
			report("%s has a reason for not being built, and is built", row)
		}
		return
	}
	if !slices.Contains(k.endpoints, row.String()) {
		report("%s is no endpoint of the sandbox", row)
	}
	for _, name := range row.typeList() {
		if !k.types[name] {
			report("%s names the %s, which the provider does not have", row, name)
		}
	}
	if !k.testExists(row.test) {
		report("%s names the test %s, which does not exist", row, row.test)
	}
}

// testExists looks for a test, such as "service/project.TestProject_basic", in the sources.
func (k known) testExists(test string) bool {
	directory, name, _ := strings.Cut(test, ".")
	files, err := filepath.Glob(filepath.Join(k.root, "internal", filepath.FromSlash(directory), "*_test.go"))
	if err != nil {
		return false
	}
	declaration := regexp.MustCompile(`(?m)^func ` + regexp.QuoteMeta(name) + `\(t \*testing\.T\)`)
	return slices.ContainsFunc(files, func(file string) bool {
		source, err := os.ReadFile(file) //nolint:gosec // The files are those of the project.
		return err == nil && declaration.Match(source)
	})
}

// checkReached demands of every row that its test reached the endpoint, using the first of its types.
func checkReached(areas []area, records map[string]reached.Record) []string {
	var problems []string
	for _, area := range areas {
		for _, row := range area.rows {
			if row.why != "" {
				continue
			}
			record, ran := records["internal/"+row.test]
			switch {
			case !ran:
				problems = append(problems, fmt.Sprintf("%s: %s has recorded nothing", row, row.test))
			case !slices.Contains(record.Endpoints, row.String()):
				problems = append(problems, fmt.Sprintf("%s: %s did not reach it; what did:\n\t%s", row, row.test, suggestion(row.String(), records)))
			case !slices.Contains(record.Types, row.typeList()[0]):
				problems = append(problems, fmt.Sprintf("%s: %s does not use the %s", row, row.test, row.typeList()[0]))
			}
		}
	}
	return problems
}

// suggestion is a line for the table: of the tests that reached the endpoint, the one that uses the fewest types.
func suggestion(endpoint string, records map[string]reached.Record) string {
	method, template, _ := strings.Cut(endpoint, " ")
	types, test := "the resource or data source", "the test that reaches it"
	fewest := 0
	for _, name := range slices.Sorted(maps.Keys(records)) {
		record := records[name]
		if n := len(record.Types); n > 0 && slices.Contains(record.Endpoints, endpoint) && (fewest == 0 || n < fewest) {
			fewest, types, test = n, strings.Join(record.Types, ", "), strings.TrimPrefix(name, "internal/")
		}
	}
	return fmt.Sprintf("{method: %q, path: %q, types: %q, test: %q},", method, template, types, test)
}

// nearest is the area with the row whose path begins most like that of the endpoint.
func nearest(areas []area, endpoint string) string {
	_, template, _ := strings.Cut(endpoint, " ")
	best, longest := "a new area", 0
	for _, area := range areas {
		for _, row := range area.rows {
			if n := common(row.path, template); n > longest {
				best, longest = fmt.Sprintf("%q", area.name), n
			}
		}
	}
	return best
}

// common is how many segments two paths begin with.
func common(one, other string) int {
	n := 0
	a, b := strings.Split(one, "/"), strings.Split(other, "/")
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
