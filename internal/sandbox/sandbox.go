// Package sandbox emulates the Workato Embedded API and the Workspace 365
// Provisioning API in memory.
//
// It exists so that the provider can be developed, tested and shown without an
// account. It is written from the public documents alone and shares no code
// with the provider's own client: a misunderstanding there cannot be repeated
// here without being noticed. Every behaviour names the document behind it;
// where the documents are silent the choice is marked as an assumption, and
// where they allow more than one reading the choice is a field of [Readings].
//
// A [Sandbox] is an [net/http.Handler]. Besides answering like the API it
//
//   - misbehaves on request, see [Sandbox.InjectFault];
//   - remembers every request and every object, see [Sandbox.Requests] and
//     [Sandbox.Objects];
//   - lets a test act like a person in the product's console, behind the API's
//     back, for example [Sandbox.ProvisionInConsole].
//
// The same can be reached over HTTP below /_sandbox/.
package sandbox

import (
	"io"
	"net/http"
	"sync"
	"time"
)

// DefaultToken is the API token that a sandbox accepts unless told otherwise.
const DefaultToken = "sandbox-token-not-a-secret"

// ReadOnlyToken is a token that every sandbox accepts besides, for reading only: that of
// an API client whose role has the GET endpoints alone, as in a pipeline that plans.
const ReadOnlyToken = "sandbox-read-only-token-not-a-secret"

// DefaultProvisioningKey is the key of the Workspace 365 Provisioning API that a
// sandbox accepts unless told otherwise.
const DefaultProvisioningKey = "sandbox-key-not-a-secret"

// Sandbox is one emulated Embed admin workspace with all its customers, and one
// emulated Workspace 365 instance with all its environments. Its methods may be called at any time from any goroutine.
type Sandbox struct {
	api   *routeTable
	admin *http.ServeMux

	clock      func() time.Time
	latency    time.Duration
	plans      []string
	withSeed   bool
	idOffset   int
	requestLog io.Writer
	journal    io.Writer
	observe    func(*http.Request, Endpoint)

	// later counts the commits that commit-later faults still owe.
	later sync.WaitGroup

	mu            sync.Mutex
	token         string
	tokenRevoked  bool
	customersGone bool
	readings      Readings
	world         *world
	ledger        *ledger

	provisioningKey string // as configured; see currentProvisioningKey
	keyRenewals     int

	faults    []*armedFault
	nextFault int
	rewrites  []Rewrite
	quotas    quotas
}

// Option changes how [New] builds a sandbox.
type Option func(*Sandbox)

// WithToken sets the API token that requests must carry.
func WithToken(token string) Option {
	return func(sb *Sandbox) { sb.token = token }
}

// WithProvisioningKey sets the key that requests to the Workspace 365
// Provisioning API must carry.
func WithProvisioningKey(key string) Option {
	return func(sb *Sandbox) { sb.provisioningKey = key }
}

// WithReadings chooses between the readings that the documents leave open.
func WithReadings(r Readings) Option {
	return func(sb *Sandbox) { sb.readings = r }
}

// WithLatency delays every answer of the APIs.
func WithLatency(d time.Duration) Option {
	return func(sb *Sandbox) { sb.latency = d }
}

// WithoutSeed starts the sandbox with no customers and no Workspace 365
// environments, for tests that count objects.
func WithoutSeed() Option {
	return func(sb *Sandbox) { sb.withSeed = false }
}

// WithIDsAfter adds a number to all ids that are numbers and that the sandbox gives, as
// those of a service have that has been there for long.
func WithIDsAfter(last int) Option {
	return func(sb *Sandbox) { sb.idOffset = last }
}

// WithClock replaces the clock behind timestamps, slow provisioning and quotas.
func WithClock(now func() time.Time) Option {
	return func(sb *Sandbox) { sb.clock = now }
}

// WithRequestLog writes one line for each request to w. Lines never hold bodies
// or credentials.
func WithRequestLog(w io.Writer) Option {
	return func(sb *Sandbox) { sb.requestLog = w }
}

// WithObserver tells f of each request that an endpoint has carried out, whatever
// a fault makes of the answer. The calls come one at a time; f must not use the
// sandbox.
func WithObserver(f func(*http.Request, Endpoint)) Option {
	return func(sb *Sandbox) { sb.observe = f }
}

// New makes a sandbox that holds what a real account would: a customer with the
// current access control model and one with legacy roles, and an active and an
// inactive Workspace 365 environment.
func New(opts ...Option) *Sandbox {
	sb := &Sandbox{
		clock:           time.Now,
		token:           DefaultToken,
		provisioningKey: DefaultProvisioningKey,
		plans:           []string{"oem_plan", "wrike_integrate", "oem_enterprise", "free"},
		withSeed:        true,
	}
	for _, opt := range opts {
		opt(sb)
	}
	sb.api = sb.routes()
	sb.admin = sb.adminRoutes()
	sb.Reset()
	return sb
}

// Reset returns the sandbox to the state of a fresh one: its objects, ledger,
// faults, quotas and token. Readings stay as they are.
func (sb *Sandbox) Reset() {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.ledger = &ledger{}
	sb.world = newWorld(sb.idOffset)
	sb.faults = nil
	sb.rewrites = nil
	sb.quotas = quotas{}
	sb.tokenRevoked = false
	sb.keyRenewals = 0
	sb.customersGone = false
	if sb.withSeed {
		sb.seed()
	}
}

// Wait returns once every commit that a commit-later fault has put off has
// happened.
func (sb *Sandbox) Wait() { sb.later.Wait() }

// Readings returns the readings in force.
func (sb *Sandbox) Readings() Readings {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	return sb.readings
}

// SetReadings changes the readings for all later requests.
func (sb *Sandbox) SetReadings(r Readings) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.readings = r
}
