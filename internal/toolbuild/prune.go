package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// omission is what is left out of a tool. Paths are relative to its module.
type omission struct {
	// files are left out as a whole.
	files []string
	// lists are the files from which the rest is struck.
	lists []string
	// unwanted tells by its import path whether a package is left out.
	unwanted func(importPath string) bool
}

// copyModule copies the module from one directory to another, without what is left out and without tests.
func (o omission) copyModule(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}

	seen := 0

	err := fs.WalkDir(os.DirFS(from), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case slices.Contains(o.files, name):
			seen++

			return nil
		case entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o750)
		case strings.HasSuffix(name, "_test.go"):
			return nil
		}

		copied := os.ReadFile
		if slices.Contains(o.lists, name) {
			seen++

			copied = o.prune
		}

		content, err := copied(filepath.Join(from, name))
		if err != nil {
			return err
		}

		return os.WriteFile(filepath.Join(to, name), content, 0o600)
	})
	if err == nil && seen != len(o.files)+len(o.lists) {
		err = fmt.Errorf("some of %q are not in %s any more", slices.Concat(o.files, o.lists), from)
	}

	return err
}

// prune returns the file without the unwanted imports, and without the elements of lists, or of what is appended to one,
// that need them. That there is something to strike is demanded of each file: if the tool has been taken apart in another way, a silent success would
// compile all of it.
func (o omission) prune(file string) ([]byte, error) {
	fset := token.NewFileSet()

	// Without comments: they would stay where the struck code was.
	f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}

	names := o.strikeImports(f)
	if len(names) == 0 {
		return nil, fmt.Errorf("%s imports nothing that could be left out; has it changed?", file)
	}

	var lists []*[]ast.Expr

	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			lists = append(lists, &n.Elts)
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.Ident); ok && name.Name == "append" {
				lists = append(lists, &n.Args)
			}
		}

		return true
	})

	// From the inside out: what is struck in a list is no reason to strike the list from the one that it is in.
	for _, list := range slices.Backward(lists) {
		*list = slices.DeleteFunc(*list, func(e ast.Expr) bool { return uses(e, names) })
	}

	var out bytes.Buffer
	if err := format.Node(&out, fset, f); err != nil {
		return nil, err
	}

	return out.Bytes(), nil
}

// strikeImports removes the unwanted imports and returns the names that they had in the file.
func (o omission) strikeImports(f *ast.File) []string {
	var names []string

	unwanted := func(spec *ast.ImportSpec) bool {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !o.unwanted(importPath) {
			return false
		}

		if spec.Name != nil {
			names = append(names, spec.Name.Name)
		} else {
			names = append(names, path.Base(importPath))
		}

		return true
	}

	for _, decl := range f.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.IMPORT {
			decl.Specs = slices.DeleteFunc(decl.Specs, func(spec ast.Spec) bool {
				spec0, ok := spec.(*ast.ImportSpec)

				return ok && unwanted(spec0)
			})
		}
	}

	return names
}

// uses tells whether the expression mentions one of the packages.
func uses(e ast.Expr, packages []string) bool {
	found := false

	ast.Inspect(e, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := selector.X.(*ast.Ident); ok && slices.Contains(packages, id.Name) {
				found = true
			}
		}

		return !found
	})

	return found
}
