//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// lookEvery is how often the memory of the providers is looked at. The system keeps the maximum of each process, so that
// only what the last of these times brings could be missed.
const lookEvery = 20 * time.Millisecond

// processes is where Linux shows its processes.
const processes = "/proc"

// watch follows the providers that a process starts, where the system has /proc.
type watch struct {
	parent int
	// seen are the processes that were looked at, and whether they are children of the parent.
	seen map[string]bool
	// resident is the largest resident memory of any provider, in bytes.
	resident int64
}

// residentOf returns the largest resident memory of the providers that a process starts, as soon as ctx has ended. It
// is 0 where the system does not tell.
func residentOf(ctx context.Context, parent int) <-chan int64 {
	out := make(chan int64, 1)
	w := &watch{parent: parent, seen: map[string]bool{}}
	go func() {
		ticker := time.NewTicker(lookEvery)
		defer ticker.Stop()
		for {
			w.look()
			select {
			case <-ticker.C:
			case <-ctx.Done():
				out <- w.resident
				return
			}
		}
	}()
	return out
}

func (w *watch) look() {
	entries, err := os.ReadDir(processes)
	if err != nil {
		return
	}
	for _, entry := range entries {
		pid := entry.Name()
		if pid[0] < '0' || pid[0] > '9' {
			continue
		}
		child, known := w.seen[pid]
		if !known {
			child = parentOf(pid) == w.parent
			w.seen[pid] = child
		}
		if child {
			w.resident = max(w.resident, providerMemory(pid))
		}
	}
}

// parentOf returns the id of the process that has started one.
func parentOf(pid string) int {
	text, err := os.ReadFile(filepath.Join(processes, pid, "stat")) //nolint:gosec // The system's own.
	if err != nil {
		return 0
	}
	// The name, in parentheses, may have anything in it.
	_, rest, _ := strings.Cut(string(text[strings.LastIndexByte(string(text), ')')+1:]), " ")
	var state string
	var parent int
	if _, err := fmt.Sscan(rest, &state, &parent); err != nil {
		return 0
	}
	return parent
}

// providerMemory returns the largest resident memory that a process has had, if it is a provider. Before it is one, it
// shares the memory of the process that starts it.
func providerMemory(pid string) int64 {
	text, err := os.ReadFile(filepath.Join(processes, pid, "status")) //nolint:gosec // Likewise.
	if err != nil || !strings.HasPrefix(string(text), "Name:\t"+binaryName[:15]) {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmHWM:")
	amount, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	kib, err := strconv.ParseInt(amount, 10, 64)
	if err != nil {
		return 0
	}
	return kib << 10
}
