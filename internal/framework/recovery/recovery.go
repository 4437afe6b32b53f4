// Package recovery keeps a panic in one resource or data source from ending the
// provider, which would lose what every other operation under way has made: neither the
// framework nor Terraform catches it. What had been saved in the state before the panic
// stays there.
package recovery

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
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

// caught turns a panic of an operation into a diagnostic. It is deferred.
func caught(diags *diag.Diagnostics, operation, typeName string) {
	value := recover()
	if value == nil {
		return
	}
	diags.AddError(fmt.Sprintf("Cannot %s %s", operation, typeName), fmt.Sprintf("What went wrong: %s.\n\n"+
		"Whatever had been saved of this object before is in the state, and no other object is affected. It is not known whether the last call had an effect: the next plan reads what is there.",
		Caught(value)))
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
		if strings.Contains(frame.Function, "terraform-provider-workato") && !strings.Contains(frame.Function, "/recovery.") {
			file := frame.File[strings.LastIndexByte(frame.File, '/')+1:]
			fmt.Fprintf(&b, "  %s (%s:%d)\n", frame.Function, file, frame.Line)
		}
		if !more {
			return b.String()
		}
	}
}

// Resources wraps the constructors of resources.
func Resources(constructors []func() resource.Resource) []func() resource.Resource {
	out := make([]func() resource.Resource, 0, len(constructors))
	for _, construct := range constructors {
		out = append(out, func() resource.Resource { return &guardedResource{construct()} })
	}
	return out
}

// DataSources wraps the constructors of data sources.
func DataSources(constructors []func() datasource.DataSource) []func() datasource.DataSource {
	out := make([]func() datasource.DataSource, 0, len(constructors))
	for _, construct := range constructors {
		out = append(out, func() datasource.DataSource { return &guardedDataSource{construct()} })
	}
	return out
}
