package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFind(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin)

	_, err := Find(nil)
	require.ErrorIs(t, err, ErrMissing)

	for _, name := range []string{"tofu", "terraform"} {
		want := filepath.Join(bin, name)
		require.NoError(t, os.WriteFile(want, []byte("#!/bin/sh\n"), 0o700)) //nolint:gosec // It must be executable to be found.
		got, err := Find(nil)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}

	got, err := Find([]string{EnvPath + "=/opt/other/terraform"})
	require.NoError(t, err)
	require.Equal(t, "/opt/other/terraform", got)
}

func TestNew_environment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cli, err := New("/opt/terraform", dir, []string{
		"HOME=/home/somebody",
		"TF_CLI_CONFIG_FILE=/home/somebody/.terraformrc",
		"TF_VAR_name=other",
		"TF_LOG=trace",
		`TF_REATTACH_PROVIDERS={"registry.terraform.io/a/b": {"Protocol": "grpc", "ProtocolVersion": 6, "Pid": 1, "Test": true, "Addr": {"Network": "unix", "String": "/tmp/socket"}}}`,
	})
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		"HOME":               "/home/somebody",
		"TF_CLI_CONFIG_FILE": filepath.Join(dir, ".cli-config"),
		"CHECKPOINT_DISABLE": "1",
	}, cli.env)
	require.FileExists(t, filepath.Join(dir, ".cli-config"))
	require.Equal(t, "/tmp/socket", cli.reattach["registry.terraform.io/a/b"].Addr.String)

	_, err = New("/opt/terraform", dir, []string{"TF_REATTACH_PROVIDERS=nonsense"})
	require.ErrorContains(t, err, "TF_REATTACH_PROVIDERS")
}

func TestCopyConfiguration(t *testing.T) {
	t.Parallel()
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	for _, name := range []string{"main.tf", "terraform.tfvars", "terraform.tfstate", "modules/customer/role.json", ".terraform/modules/x.tf", ".terraform.lock.hcl", "tests/life.tftest.hcl", "modules/customer/main.tf"} {
		file := filepath.Join(from, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
		require.NoError(t, os.WriteFile(file, []byte(name), 0o600))
	}
	require.NoError(t, CopyConfiguration(to, from))

	var copied []string
	require.NoError(t, filepath.WalkDir(to, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, relErr := filepath.Rel(to, path)
			copied, err = append(copied, filepath.ToSlash(name)), relErr
		}
		return err
	}))
	require.Equal(t, []string{"main.tf", "modules/customer/main.tf", "modules/customer/role.json", "terraform.tfvars", "tests/life.tftest.hcl"}, copied)
}
