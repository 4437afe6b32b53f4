package main

import (
	"fmt"
	"strings"
)

// area is a group of endpoints that one page of an API's documentation describes.
type area struct {
	name string
	// source is the address of that page.
	source string
	rows   []row
}

// row is an endpoint, and either what uses it and a test that shows it, or why nothing does.
type row struct {
	method, path string
	// types are the resources and data sources that use it, separated by commas. The test uses the first.
	types string
	// test is the package below internal/ and the test, such as "service/project.TestProject_basic".
	test string
	// why the endpoint is not built.
	why string
}

// String spells the endpoint as the sandbox does.
func (r row) String() string { return r.method + " " + r.path }

func (r row) typeList() []string { return strings.Split(r.types, ", ") }

// built counts the rows without a reason.
func built(areas []area) int {
	n := 0
	for _, area := range areas {
		for _, row := range area.rows {
			if row.why == "" {
				n++
			}
		}
	}
	return n
}

const head = `---
page_title: "Endpoints"
subcategory: ""
description: |-
  Which endpoints of the two APIs the provider uses, and which it leaves out, and why.
---

# Endpoints

Which endpoints of the Workato Embedded API and the Workspace 365 Provisioning API the provider uses, and through what. The
role of an API client has to allow those of the resources and data sources that a configuration has. Each is shown by a
test against the [sandbox](../index.md); the tests named here are in ` + "`internal/`" + `, and all of them have reached their
endpoint in the last run. Paths that are documented as ` + "`/api/…` and as `/api/v2/…`" + ` are one endpoint; the provider finds out
which one there is.
`

const tail = `
## Not used

`

// page renders the table for docs/guides.
func page(areas []area) string {
	var b strings.Builder
	b.WriteString(head)
	for _, area := range areas {
		used := area.used()
		if used == "" {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\nDocumented on %s.\n\n| endpoint | used by | test |\n|---|---|---|\n%s", area.name, area.source, used)
	}
	b.WriteString(tail)
	b.WriteString("| endpoint | why not |\n|---|---|\n")
	for _, area := range areas {
		for _, row := range area.rows {
			if row.why != "" {
				fmt.Fprintf(&b, "| `%s` ([%s](%s)) | %s |\n", row, area.name, area.source, row.why)
			}
		}
	}
	return b.String()
}

func (a area) used() string {
	var b strings.Builder
	for _, row := range a.rows {
		if row.why != "" {
			continue
		}
		var links []string
		for _, name := range row.typeList() {
			links = append(links, link(name))
		}
		fmt.Fprintf(&b, "| `%s` | %s | `%s` |\n", row, strings.Join(links, "<br>"), row.test)
	}
	return b.String()
}

// link points to the page of a type.
func link(name string) string {
	kind, name, _ := strings.Cut(strings.Replace(name, "data source", "data-source", 1), " ")
	return fmt.Sprintf("[%s](../%ss/%s.md) (%s)", "`"+name+"`", kind, strings.TrimPrefix(name, "workato_"), strings.Replace(kind, "-", " ", 1))
}
