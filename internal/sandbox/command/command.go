// Package command is the sandbox subcommand of the provider's binary: it serves
// the emulated APIs on loopback, alone or around a command that uses it.
package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// The exit codes, which follow the shell's.
const (
	exitOK       = 0
	exitFailure  = 1
	exitUsage    = 2
	exitNotFound = 127
)

// Main runs the subcommand with the arguments that follow its name and returns
// the exit code. Every connection of Terraform gets a provider server of its
// own from factory.
//
// Main handles interrupts itself. Cancelling ctx ends a sandbox that runs
// alone; around a command, the command decides when it is over.
func Main(
	ctx context.Context, args []string, factory func() tfprotov6.ProviderServer, stdin io.Reader, stdout, stderr io.Writer,
) int {
	stderr = shared(stderr)
	opts, err := parse(args)
	if errors.Is(err, errHelp) {
		_, _ = fmt.Fprint(stdout, usage())
		return exitOK
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "Error: %s\n\nRun \"sandbox -h\" for help.\n", err)
		return exitUsage
	}

	sb, files, err := opts.build(ctx, stderr)
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "Error: %s\n", err)
		return exitFailure
	}
	defer func() { _ = files.Close() }() // every event is in it already

	server, err := listen(ctx, opts.listen, sb)
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "Error: %s\n", err)
		return exitFailure
	}
	defer server.stop(ctx)

	if len(opts.command) == 0 {
		return serveAlone(ctx, server, opts.data, stdout, stderr)
	}
	return serveCommand(ctx, server, opts.command, factory, stdin, stdout, stderr)
}

// serveAlone serves until an interrupt.
func serveAlone(ctx context.Context, server *apiServer, data string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	_, _ = fmt.Fprintf(stdout, `The sandbox of the Workato Embedded API and the Workspace 365 Provisioning API
is ready. It keeps everything in %[6]s.

  Workato API        %[1]s/api
  Token              %[2]s
  Token to read only %[5]s
  Workspace 365 API  %[1]s/Provisioning
  Provisioning key   %[3]s
  Controls           %[4]s

Point the provider at it:

  export WORKATO_BASE_URL=%[1]s
  export WORKATO_API_TOKEN=%[2]s
  export WORKSPACE365_BASE_URL=%[1]s
  export WORKSPACE365_PROVISIONING_KEY=%[3]s

Stop it with Ctrl-C.
`, server.url, sandbox.DefaultToken, sandbox.DefaultProvisioningKey, server.adminURL(), sandbox.ReadOnlyToken, cmp.Or(data, "memory"))
	select {
	case <-ctx.Done():
		return exitOK
	case err := <-server.failed:
		_, _ = fmt.Fprintf(stderr, "Error: the sandbox stopped: %s\n", err)
		return exitFailure
	}
}

// serveCommand serves until the command ends, and returns its exit code.
func serveCommand(
	ctx context.Context, server *apiServer, command []string, factory func() tfprotov6.ProviderServer,
	stdin io.Reader, stdout, stderr io.Writer,
) int {
	if err := adopt(server.url); err != nil {
		_, _ = fmt.Fprintf(stderr, "Error: cannot set the environment of the provider: %s\n", err)
		return exitFailure
	}
	providers, err := serveProviders(ctx, factory)
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "Error: cannot serve the provider to %s: %s\n", command[0], err)
		return exitFailure
	}
	defer providers.stop()

	_, _ = fmt.Fprintf(stderr, "Workato and Workspace 365 sandbox on %s, controls on %s\n", server.url, server.adminURL())
	child := child{
		command: command,
		// The variables of the sandbox are in the environment already.
		env: append(os.Environ(),
			"WORKATO_SANDBOX_URL="+server.adminURL(),
			"TF_REATTACH_PROVIDERS="+providers.reattach(),
		),
		stdin: stdin, stdout: stdout, stderr: stderr,
	}
	return child.run(ctx)
}

// apiServer is a sandbox on a listener.
type apiServer struct {
	url    string
	http   *http.Server
	failed chan error
}

// listen starts to serve a sandbox.
func listen(ctx context.Context, address string, handler http.Handler) (*apiServer, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w\n"+
			"Choose another address with --listen, for example --listen 127.0.0.1:0 for any free port", address, err)
	}
	server := &apiServer{
		url:    "http://" + listener.Addr().String(),
		http:   &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second},
		failed: make(chan error, 1),
	}
	go func() { server.failed <- server.http.Serve(listener) }()
	return server, nil
}

func (s *apiServer) adminURL() string { return s.url + "/_sandbox/" }

// stop lets requests that are under way finish, within reason.
func (s *apiServer) stop(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil {
		_ = s.http.Close()
	}
}

// shared makes a writer safe for the sandbox's log and the command's output at
// once. A file is so already, and a child process can inherit only files.
func shared(w io.Writer) io.Writer {
	if file, isFile := w.(*os.File); isFile {
		return file
	}
	return &lockedWriter{w: w}
}

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
