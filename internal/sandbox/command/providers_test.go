package command

import (
	"context"
	"net"
	"os"
	"sync"
	"testing"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// remembering is a provider server that tells in the summary of a diagnostic
// how it was configured last.
type remembering struct {
	tfprotov6.ProviderServer
	mu   sync.Mutex
	last string
}

func (r *remembering) ConfigureProvider(
	_ context.Context, req *tfprotov6.ConfigureProviderRequest,
) (*tfprotov6.ConfigureProviderResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = req.TerraformVersion
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (r *remembering) ValidateProviderConfig(
	context.Context, *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return &tfprotov6.ValidateProviderConfigResponse{
		Diagnostics: []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityWarning, Summary: r.last}},
	}, nil
}

func TestProviders_configurationsDoNotMix(t *testing.T) {
	t.Parallel()
	p, err := serveProviders(t.Context(), func() tfprotov6.ProviderServer { return &remembering{} })
	require.NoError(t, err)
	defer p.stop()

	first, second := attach(t, p.listener.Addr()), attach(t, p.listener.Addr())
	configure(t, first, "first")
	configure(t, second, "second")
	require.Equal(t, "first", lastConfigured(t, first))
	require.Equal(t, "second", lastConfigured(t, second))
}

func TestProviders_stopEndsConnections(t *testing.T) {
	t.Parallel()
	p, err := serveProviders(t.Context(), func() tfprotov6.ProviderServer { return &remembering{} })
	require.NoError(t, err)
	conn := attach(t, p.listener.Addr())
	configure(t, conn, "first")

	p.stop()
	require.Empty(t, p.servers)
	require.NoDirExists(t, p.dir)
	require.Error(t, conn.Invoke(t.Context(), "/tfplugin6.Provider/ConfigureProvider",
		message(t, "ConfigureProvider.Request"), message(t, "ConfigureProvider.Response")))
}

// attach connects the way Terraform does.
func attach(t *testing.T, address net.Addr) *grpc.ClientConn {
	t.Helper()
	client := plugin.NewClient(&plugin.ClientConfig{
		Plugins:          plugin.PluginSet{"provider": connPlugin{}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		Logger:           hclog.NewNullLogger(),
		Reattach: &plugin.ReattachConfig{
			Protocol: plugin.ProtocolGRPC, ProtocolVersion: 6, Addr: address, Pid: os.Getpid(), Test: true,
		},
	})
	t.Cleanup(client.Kill)
	rpc, err := client.Client()
	require.NoError(t, err)
	require.NoError(t, rpc.Ping())
	dispensed, err := rpc.Dispense("provider")
	require.NoError(t, err)
	conn, isConn := dispensed.(*grpc.ClientConn)
	require.True(t, isConn)
	return conn
}

// connPlugin dispenses the bare connection: the typed client of the protocol is
// private to its packages.
type connPlugin struct{ plugin.NetRPCUnsupportedPlugin }

func (connPlugin) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error { return nil }

func (connPlugin) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return conn, nil
}

// message makes an empty message of the protocol by its name.
func message(t *testing.T, name protoreflect.FullName) proto.Message {
	t.Helper()
	kind, err := protoregistry.GlobalTypes.FindMessageByName("tfplugin6." + name)
	require.NoError(t, err)
	return kind.New().Interface()
}

func configure(t *testing.T, conn *grpc.ClientConn, name string) {
	t.Helper()
	request := message(t, "ConfigureProvider.Request")
	fields := request.ProtoReflect().Descriptor().Fields()
	request.ProtoReflect().Set(fields.ByName("terraform_version"), protoreflect.ValueOfString(name))
	require.NoError(t, conn.Invoke(t.Context(), "/tfplugin6.Provider/ConfigureProvider", request, message(t, "ConfigureProvider.Response")))
}

func lastConfigured(t *testing.T, conn *grpc.ClientConn) string {
	t.Helper()
	response := message(t, "ValidateProviderConfig.Response")
	require.NoError(t, conn.Invoke(t.Context(), "/tfplugin6.Provider/ValidateProviderConfig", message(t, "ValidateProviderConfig.Request"), response))
	diagnostics := response.ProtoReflect().Get(response.ProtoReflect().Descriptor().Fields().ByName("diagnostics")).List()
	require.Equal(t, 1, diagnostics.Len())
	diagnostic := diagnostics.Get(0).Message()
	return diagnostic.Get(diagnostic.Descriptor().Fields().ByName("summary")).String()
}
