package command

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// defaultListen is where a sandbox that runs alone is found again. Around a
// command any free port does, since the command is told.
const (
	defaultListen        = "127.0.0.1:8365"
	defaultCommandListen = "127.0.0.1:0"
)

var errHelp = errors.New("help wanted")

// usage is made when somebody asks for it: it takes longer than all else that the provider does until Terraform can talk to
// it, which it does several times in each command.
func usage() string {
	return `Usage:
  terraform-provider-workato sandbox [flags]
  terraform-provider-workato sandbox [flags] -- COMMAND [args]

Serves an emulation of the Workato Embedded API and of the Workspace 365
Provisioning API: no account, no network. With a COMMAND, runs it with an environment in which Terraform and
OpenTofu find this provider and the sandbox, and exits with its exit code:

  terraform-provider-workato sandbox -- terraform apply

Flags:
  --listen ADDRESS      loopback address (default ` + defaultListen + `, any free port with COMMAND)
  --latency DURATION    delay every answer, such as 50ms
  --fault FAULT         misbehave; may be repeated, see below
  --reading NAME=VALUE  choose a reading of what the documents leave open; may be
                        repeated, see below
  --empty               start without customers and environments
  --data FILE           keep what happens in a file, and begin with what is in it;
                        it holds what was sent, secrets included
  --seed FILE           begin with the events in a file: one of --data, or written by
                        hand, see below
  --log                 write a line to standard error for each request
  -h, --help            show this help

Faults:
  ` + sandbox.FaultGrammar + `

  --fault 'POST /api/managed_users drop after'
  --fault 'POST /Provisioning/Environment/ 504 later delay=5s'
  --fault '* /api/* 429 count=3 header=Retry-After:1 body={"message":"Too many requests"}'

Events, one on each line, as they are in a file of --data:
  {"method": "POST", "path": "/api/managed_users", "body": {"name": "Acme", "external_id": "acme", "notification_email": "it@acme.example"}}
  {"method": "POST", "path": "/api/managed_users/Eacme/folders", "body": {"name": "Orders"}}

Readings and their defaults; those that begin with w365 are about Workspace 365:
` + readingDefaults() + `
  --reading rbac_paths=v1 --reading provision_delay=5s --reading string_ids=true
  --reading quota_per_minute=documented --reading 'quota_per_minute={"projects":10}'
  --reading w365_list=strings --reading w365_list_lag=-1
`
}

// readingDefaults lists every reading with the value that it has unless set,
// which also shows how its values are spelled.
func readingDefaults() string {
	values := map[string]json.RawMessage{}
	if raw, err := json.Marshal(sandbox.Readings{}); err == nil {
		_ = json.Unmarshal(raw, &values) // help is still of use without defaults
	}
	var list strings.Builder
	for _, name := range sandbox.ReadingNames() {
		value := strings.Trim(string(values[name]), `"`)
		_, _ = fmt.Fprintf(&list, "  %s=%s", name, cmp.Or(value, "{}"))
		if choices := sandbox.ReadingChoices(name); len(choices) > 1 {
			_, _ = fmt.Fprintf(&list, " (or %s)", strings.Join(choices[1:], ", "))
		}
		list.WriteByte('\n')
	}
	return list.String()
}

// options are the parsed arguments.
type options struct {
	listen   string
	latency  time.Duration
	faults   []sandbox.Fault
	readings sandbox.Readings
	empty    bool
	data     string
	seed     string
	log      bool
	command  []string
}

// parse reads flags up to --, and the command after it.
func parse(args []string) (options, error) {
	var opts options
	separator := slices.Index(args, "--")
	if separator >= 0 {
		opts.command = args[separator+1:]
		args = args[:separator]
		if len(opts.command) == 0 {
			return opts, errors.New("there is no command after --")
		}
	}

	flags := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // Main prints errors and help
	flags.StringVar(&opts.listen, "listen", "", "")
	flags.DurationVar(&opts.latency, "latency", 0, "")
	flags.BoolVar(&opts.empty, "empty", false, "")
	flags.StringVar(&opts.data, "data", "", "")
	flags.StringVar(&opts.seed, "seed", "", "")
	flags.BoolVar(&opts.log, "log", false, "")
	flags.Func("fault", "", func(text string) error {
		fault, err := sandbox.ParseFault(text)
		opts.faults = append(opts.faults, fault)
		return err
	})
	flags.Func("reading", "", func(text string) error {
		name, value, found := strings.Cut(text, "=")
		if !found {
			return errors.New("expected NAME=VALUE")
		}
		return opts.readings.Set(name, value)
	})
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return opts, errHelp
	case err != nil:
		return opts, err
	case flags.NArg() > 0:
		return opts, fmt.Errorf("unexpected argument %q; put -- before a command", flags.Arg(0))
	}

	if opts.listen == "" {
		opts.listen = defaultListen
		if separator >= 0 {
			opts.listen = defaultCommandListen
		}
	}
	return opts, mustBeLoopback(opts.listen)
}

// mustBeLoopback keeps the sandbox off the network: its token is public and its
// controls need none.
func mustBeLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--listen %s: expected HOST:PORT, such as %s", address, defaultListen)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--listen %s: the sandbox serves loopback addresses only, such as %s", address, defaultListen)
}

// sandbox makes the sandbox that the options describe, before its files are read.
func (o options) sandbox(empty bool, log io.Writer) *sandbox.Sandbox {
	settings := []sandbox.Option{sandbox.WithReadings(o.readings), sandbox.WithLatency(o.latency)}
	if empty {
		settings = append(settings, sandbox.WithoutSeed())
	}
	if o.log {
		settings = append(settings, sandbox.WithRequestLog(log))
	}
	return sandbox.New(settings...)
}
