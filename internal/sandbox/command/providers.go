package command

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// addresses are the provider's addresses in the registries of Terraform and of
// OpenTofu. Both look a provider up by the whole address.
var addresses = []string{
	"registry.terraform.io/seed7333113f/workato",
	"registry.opentofu.org/seed7333113f/workato",
}

// messageLimit is the limit of a provider that Terraform starts itself
// (terraform-plugin-go, tf6server).
const messageLimit = 256 << 20

// providers serves the provider to Terraform's reattach protocol.
//
// With reattach, every provider alias and every phase of every command connects
// to the same address and configures what it finds there. One server would
// mix them up: it keeps the last configuration only. So each connection gets a
// server of its own, made when the connection is, and gone with it.
//
// Of go-plugin's services only the health check is registered. Its client
// carries on without the broker and standard output streams, and ignores the
// answer to the shutdown of a provider that it has not started.
type providers struct {
	listener net.Listener
	dir      string
	factory  func() tfprotov6.ProviderServer

	mu      sync.Mutex
	servers map[*grpc.Server]struct{}
	stopped bool
	running sync.WaitGroup
}

func serveProviders(ctx context.Context, factory func() tfprotov6.ProviderServer) (*providers, error) {
	dir, err := os.MkdirTemp("", "workato-sandbox-")
	if err != nil {
		return nil, err
	}
	network, address := "unix", filepath.Join(dir, "provider.sock")
	if runtime.GOOS == "windows" {
		network, address = "tcp", "127.0.0.1:0" // as go-plugin does there
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, network, address)
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	p := &providers{listener: listener, dir: dir, factory: factory, servers: map[*grpc.Server]struct{}{}}
	p.running.Go(p.accept)
	return p, nil
}

func (p *providers) accept() {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return // stopped
		}
		p.running.Go(func() { p.serve(conn) })
	}
}

// serve runs a server for one connection.
func (p *providers) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }() // in case the server never came to own it
	server := grpc.NewServer(grpc.MaxRecvMsgSize(messageLimit), grpc.MaxSendMsgSize(messageLimit))
	if !p.started(server) {
		return
	}
	defer p.ended(server)

	status := health.NewServer()
	status.SetServingStatus(plugin.GRPCServiceName, healthpb.HealthCheckResponse_SERVING)
	healthpb.RegisterHealthServer(server, status)
	provider := &tf6server.GRPCProviderPlugin{Name: addresses[0], GRPCProvider: p.factory}
	if err := provider.GRPCServer(nil, server); err != nil {
		return
	}
	_ = server.Serve(newSingleListener(conn)) // ends with the connection
}

func (p *providers) started(server *grpc.Server) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.stopped {
		p.servers[server] = struct{}{}
	}
	return !p.stopped
}

func (p *providers) ended(server *grpc.Server) {
	server.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.servers, server)
}

// stop ends every connection and removes the socket.
func (p *providers) stop() {
	_ = p.listener.Close()
	p.mu.Lock()
	p.stopped = true
	for server := range p.servers {
		go server.Stop()
	}
	p.mu.Unlock()
	p.running.Wait()
	_ = os.RemoveAll(p.dir)
}

// reattach is the value of TF_REATTACH_PROVIDERS. Test keeps Terraform from
// stopping the process that serves the provider.
func (p *providers) reattach() string {
	type address struct{ Network, String string }
	type config struct {
		Protocol        string
		ProtocolVersion int
		Pid             int
		Test            bool
		Addr            address
	}
	configs := map[string]config{}
	for _, name := range addresses {
		configs[name] = config{
			Protocol:        string(plugin.ProtocolGRPC),
			ProtocolVersion: 6,
			Pid:             os.Getpid(),
			Test:            true,
			Addr:            address{p.listener.Addr().Network(), p.listener.Addr().String()},
		}
	}
	text, err := json.Marshal(configs)
	if err != nil {
		panic(fmt.Sprintf("plain structs always encode: %s", err))
	}
	return string(text)
}

// singleListener is a listener for a connection that has been accepted already.
// It ends when the connection does.
type singleListener struct {
	conn   net.Conn
	first  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newSingleListener(conn net.Conn) *singleListener {
	l := &singleListener{conn: conn, first: make(chan net.Conn, 1), closed: make(chan struct{})}
	l.first <- &watchedConn{Conn: conn, listener: l}
	return l
}

// Accept returns the connection, and an error once that is closed.
func (l *singleListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.first:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *singleListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr implements net.Listener.
func (l *singleListener) Addr() net.Addr { return l.conn.LocalAddr() }

// watchedConn closes its listener with itself.
type watchedConn struct {
	net.Conn
	listener *singleListener
}

// Close implements net.Conn.
func (c *watchedConn) Close() error {
	_ = c.listener.Close()
	return c.Conn.Close()
}
