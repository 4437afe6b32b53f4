//go:build unix

package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// The handshake by which a provider knows that it is Terraform who starts it (terraform-plugin-go, tf6server).
const (
	cookie    = "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"
	protocols = "PLUGIN_PROTOCOL_VERSIONS=6"
)

// starts is of how many the start-up time is the median.
const starts = 15

// startUp is how long the provider takes until Terraform can talk to it: the median of some starts.
func startUp(ctx context.Context, directory, mode string) (time.Duration, error) {
	var took []time.Duration
	for range starts {
		one, err := startOnce(ctx, filepath.Join(directory, binaryName), mode)
		if err != nil {
			return 0, fmt.Errorf("starting %s: %w", directory, err)
		}
		took = append(took, one)
	}
	slices.Sort(took)
	return took[len(took)/2], nil
}

func startOnce(ctx context.Context, path, mode string) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path)
	cmd.Env = append(os.Environ(), cookie, protocols, pluginMode+"="+mode)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	// The first line says where it listens.
	_, err = bufio.NewReader(stdout).ReadString('\n')
	took := time.Since(begun)
	_ = cmd.Process.Kill() // Nobody talks to it, so it would wait for ever.
	_ = cmd.Wait()         // It was killed.
	return took, err
}
