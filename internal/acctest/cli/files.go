package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// lockFile is what init writes of the provider that it has found.
const lockFile = ".terraform.lock.hcl"

// CopyConfiguration copies the configuration in one directory, with the modules and tests below it and the JSON files that
// it loads, into another. State, plans and what init made stay behind.
func CopyConfiguration(to, from string) error {
	source := os.DirFS(from)
	return fs.WalkDir(source, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == ".terraform":
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, filepath.FromSlash(name)), 0o700)
		case entry.Name() == lockFile, !slices.Contains([]string{".tf", ".tfvars", ".hcl", ".json"}, filepath.Ext(name)):
			return nil
		}
		content, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, filepath.FromSlash(name)), content, 0o600)
	})
}
