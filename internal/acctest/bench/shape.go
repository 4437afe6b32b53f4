//go:build unix

package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// shape describes the machine, as far as the system tells.
func shape() machine {
	out := machine{
		system:    fmt.Sprintf("%s/%s, %s", runtime.GOOS, runtime.GOARCH, strings.Replace(runtime.Version(), "go", "Go ", 1)),
		processor: fmt.Sprintf("%d cores", runtime.NumCPU()),
	}
	if model := systemSays("/proc/cpuinfo", "model name"); model != "" {
		out.processor += " of " + model
	}
	var kib int64
	if _, err := fmt.Sscan(systemSays("/proc/meminfo", "MemTotal"), &kib); err == nil {
		out.memory = fmt.Sprintf(", %.0f GiB of memory", float64(kib)/(1<<20))
	}
	return out
}

// systemSays finds a line such as "MemTotal: 1 kB".
func systemSays(file, name string) string {
	text, err := os.ReadFile(file) //nolint:gosec // The system's own.
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(line, ":")
		if strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
