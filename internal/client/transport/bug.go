package transport

import (
	"fmt"
	"runtime"
	"strings"
)

// bugs is where panics are reported.
const bugs = "https://github.com/seed7333113f/terraform-provider-workato/issues"

// BugError is a panic as an error. It repeats no values of the panic, which may be secret.
type BugError struct{ what, where string }

// Caught makes an error of what recover returned, while the stack is still that of the
// panic: in the deferred function that called recover.
func Caught(value any) *BugError { return &BugError{kind(value), frames()} }

// Error says what happened, where, and who wants to know.
func (b *BugError) Error() string {
	return fmt.Sprintf("the provider has a bug: %s, at:\n\n%s\nPlease report this text at %s; it holds no values of yours", b.what, b.where, bugs)
}

// kind says what went wrong without repeating values, which may be secret. Errors of the
// runtime hold none.
func kind(value any) string {
	if err, ok := value.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a panic with a %T", value)
}

// frames lists the functions that the panic went through, without their arguments and
// without the paths of the machine that they were compiled on.
func frames() string {
	pcs := make([]uintptr, 64)
	list := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var b strings.Builder
	for {
		frame, more := list.Next()
		if strings.Contains(frame.Function, "terraform-provider-workato") && !strings.Contains(frame.Function, "transport.Caught") {
			file := frame.File[strings.LastIndexByte(frame.File, '/')+1:]
			fmt.Fprintf(&b, "  %s (%s:%d)\n", frame.Function, file, frame.Line)
		}
		if !more {
			return b.String()
		}
	}
}
