package faults

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// idInName finds the ids of rows in the name of a test. Ids of two digits, such as U04,
// are others.
var idInName = regexp.MustCompile(`^(C[1-9]\d?|R[1-9]\d?[ab]?|U[1-9]|D[1-9]|P[1-9]|S[1-9]|V[1-9])$`)

// Tests finds the tests of the module that are named after rows of the catalogue, by the
// id of the row, such as "internal/service/project.TestProject_C1_answerLost".
func Tests(root string) (map[string][]string, error) {
	tests := map[string][]string{}
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		directory, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || function.Recv != nil || !strings.HasPrefix(function.Name.Name, "Test") {
				continue
			}
			for _, part := range strings.Split(function.Name.Name, "_")[1:] {
				if id := idInName.FindString(part); id != "" {
					tests[id] = append(tests[id], filepath.ToSlash(directory)+"."+function.Name.Name)
				}
			}
		}
		return nil
	})
	for _, names := range tests {
		slices.Sort(names)
	}
	return tests, err
}

// Missing lists the rows of the catalogue that neither have a test nor a reason for
// having none, and those that have both.
func Missing(tests map[string][]string) []string {
	unknown := maps.Clone(tests)
	var out []string
	for _, part := range Catalogue {
		for _, row := range part.Rows {
			if (len(tests[row.ID]) == 0) == (row.Why == "") {
				out = append(out, row.ID)
			}
			delete(unknown, row.ID)
		}
	}
	return append(out, slices.Sorted(maps.Keys(unknown))...)
}
