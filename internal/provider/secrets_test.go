package provider_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// The places in which secrets are searched.
const (
	placeLog      = "log at TRACE"
	placeOutput   = "standard output and error"
	placeState    = "state"
	placePrivate  = "private state"
	placePlan     = "plan file"
	placeShown    = "plan and state as JSON"
	placeMessages = "diagnostics"
	placeProtocol = "protocol data"
)

// Why secrets that are meant to be somewhere are there.
const (
	shownOnce = "the API shows it once, when it is made, and there is no other way out"
	lookedUp  = "whoever looks up the value of a property has it in the state"
	inPlan    = "a plan file holds the state that it was made from"
	inJSON    = "terraform show -json prints what the state holds"
	byDesign  = "TF_LOG_SDK_PROTO_DATA_DIR writes down all that Terraform and the provider exchange"
)

// allowed is the only list of places where secrets may be, by secret and place. What is
// found elsewhere fails, and so does an exception that no longer occurs.
func allowed() map[string]map[string]string {
	kept := map[string]string{placeState: shownOnce, placePlan: inPlan, placeShown: inJSON}
	read := map[string]string{placeState: lookedUp, placePlan: inPlan, placeShown: inJSON}
	return map[string]map[string]string{
		"workato_api_client.token":                    kept,
		"workspace365_environment.register_url":       kept,
		"workspace365_environment.temporary_password": kept,
		"data source workato_property.value":          read,
	}
}

// canaries are the names of secrets, by their texts, which are found nowhere by chance.
type canaries struct {
	mutex sync.Mutex
	texts map[string]string
}

func newCanaries() *canaries {
	return &canaries{texts: map[string]string{
		sandbox.DefaultToken: "WORKATO_API_TOKEN", sandbox.DefaultProvisioningKey: "WORKSPACE365_PROVISIONING_KEY",
	}}
}

// of returns the canary of a name. Other values of the same secret have other editions.
func (c *canaries) of(name string, edition int) string {
	text := fmt.Sprintf("canary-%s-%d", regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(name, "-"), edition)
	c.add(name, text)
	return text
}

func (c *canaries) add(name, text string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.texts[text] = name
}

// search counts what of the secrets is in a text, by their names.
func (c *canaries) search(text string) map[string]int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	hits := map[string]int{}
	for secret, name := range c.texts {
		for _, spelling := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret))} {
			hits[name] += strings.Count(text, spelling)
		}
		if hits[name] == 0 {
			delete(hits, name)
		}
	}
	return hits
}

// secretArgument is an argument that is sensitive or write-only.
type secretArgument struct {
	typeName string
	argument
}

func (a secretArgument) name() string { return a.typeName + "." + a.path }

func secretsOf(typeName string, schema *tfprotov6.Schema) (arguments []secretArgument) {
	for _, a := range argumentsOf(schema.Block.Attributes, "") {
		if a.attribute.Sensitive || a.attribute.WriteOnly {
			arguments = append(arguments, secretArgument{typeName, a})
		}
	}
	return arguments
}

// shownSecrets are the attributes that are sensitive and computed.
func shownSecrets(attributes []*tfprotov6.SchemaAttribute) (names []string) {
	for _, attribute := range attributes {
		if attribute.NestedType != nil {
			names = append(names, shownSecrets(attribute.NestedType.Attributes)...)
		}
		if attribute.Sensitive && attribute.Computed {
			names = append(names, attribute.Name)
		}
	}
	return names
}

// everySecret lists the secrets of all resources by their schemas.
func everySecret(t *testing.T, server *acctest.Server) (names []string) {
	t.Helper()
	for typeName, schema := range server.Schemas().ResourceSchemas {
		for _, a := range secretsOf(typeName, schema) {
			names = append(names, a.name())
		}
		for _, name := range shownSecrets(schema.Block.Attributes) {
			names = append(names, typeName+"."+name)
		}
	}
	require.NotEmpty(t, names)
	return names
}

// talkative are readings with which the API shows everything that it may.
func talkative() sandbox.Readings {
	return sandbox.Readings{Workspace365Readings: sandbox.Workspace365Readings{V2Reply: sandbox.Workspace365V2ReplyPassword}}
}

// asValue puts a text into a value of a type.
func asValue(t *testing.T, typ tftypes.Type, text string) any {
	t.Helper()
	switch {
	case typ.Is(tftypes.String):
		return text
	case typ.Is(tftypes.DynamicPseudoType):
		return acctest.Object{"host": "acme.example", "secret": text, "more": []any{text}}
	case typ.Is(tftypes.Map{}):
		return acctest.Object{"secret": text}
	}
	require.Failf(t, "a secret of another type", "say what a secret of the type %s looks like", typ)
	return nil
}

// exhibit is a configuration of a resource, with its secrets in it.
type exhibit struct {
	typeName string
	variant  string
	config   acctest.Object
	// secrets are those of its arguments that have one.
	secrets []secretArgument
}

// exhibits are configurations in which every secret of a type occurs. A type without any
// has its full one.
func exhibits(t *testing.T, w *acctest.World, typeName string, schema *tfprotov6.Schema) []exhibit {
	t.Helper()
	c := caseOf[resourceCase](t, "resources", typeName)
	s := specimen{resourceCase: c, world: w}
	arguments := secretsOf(typeName, schema)
	out := []exhibit{{typeName: typeName, variant: "full", config: w.Object(t, c.Full)}}
	if len(arguments) > 0 || len(shownSecrets(schema.Block.Attributes)) > 0 {
		for _, path := range slices.Sorted(maps.Keys(c.From)) {
			out = append(out, exhibit{typeName: typeName, variant: path, config: s.fullFor(t, path)})
		}
	}
	covered := map[string]bool{}
	for i := range out {
		for _, a := range arguments {
			if valueAt(out[i].config, a.path) != nil {
				out[i].secrets = append(out[i].secrets, a)
				covered[a.path] = true
			}
		}
		// What would be the same as another one.
		for _, key := range []string{"name", "external_id"} {
			if value, isText := out[i].config[key].(string); isText && i > 0 {
				out[i].config = with(out[i].config, key, fmt.Sprint(value, i))
			}
		}
	}
	for _, a := range arguments {
		require.True(t, covered[a.path], "the case of %s has no configuration with %s, in full or from", typeName, a.path)
	}
	return out
}

// armed returns the configuration with canaries, or what write makes of them. Another
// edition has other secrets, and says so in their versions.
func (e exhibit) armed(t *testing.T, c *canaries, edition int, write func(name, text string) string) acctest.Object {
	t.Helper()
	config := e.config
	for _, a := range e.secrets {
		text := c.of(a.name(), edition)
		if write != nil {
			text = write(a.name(), text)
		}
		config = with(config, a.path, asValue(t, a.attribute.ValueType(), text))
	}
	if edition > 1 {
		for name, value := range config {
			if version, isNumber := value.(float64); isNumber && strings.HasSuffix(name, "_wo_version") {
				config = with(config, name, version+float64(edition-1))
			}
		}
	}
	return config
}

// searched collects what searches have found.
type searched struct {
	canaries *canaries
	mutex    sync.Mutex
	places   map[string]*faults.SecretPlace
	found    map[string]map[string]int
	failures int
}

func newSearch() *searched {
	return &searched{canaries: newCanaries(), places: map[string]*faults.SecretPlace{}, found: map[string]map[string]int{}}
}

// in searches a text.
func (s *searched) in(place, text string) {
	hits := s.canaries.search(text)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.places[place] == nil {
		s.places[place] = &faults.SecretPlace{Name: place}
	}
	s.places[place].Bytes += len(text)
	s.places[place].Searches++
	for name, count := range hits {
		if s.found[name] == nil {
			s.found[name] = map[string]int{}
		}
		s.found[name][place] += count
	}
}

// judge compares what was found with what is allowed, both ways.
func (s *searched) judge(t *testing.T, exceptions map[string]map[string]string) faults.Secrets {
	t.Helper()
	out := faults.Secrets{Exceptions: []faults.SecretException{}, Failures: s.failures}
	out.Canaries = slices.Compact(slices.Sorted(maps.Values(s.canaries.texts)))
	for _, name := range slices.Sorted(maps.Keys(s.places)) {
		out.Places = append(out.Places, *s.places[name])
		out.Bytes += s.places[name].Bytes
		require.Positive(t, s.places[name].Bytes, "nothing was searched in %s", name)
	}
	for _, name := range slices.Sorted(maps.Keys(s.found)) {
		for _, place := range slices.Sorted(maps.Keys(s.found[name])) {
			count := s.found[name][place]
			reason, meant := exceptions[name][place]
			if !meant {
				out.Hits += count
				t.Errorf("the secret %s is in the %s, %d times", name, place, count)
				continue
			}
			out.Exceptions = append(out.Exceptions, faults.SecretException{Secret: name, Place: place, Hits: count, Reason: reason})
		}
	}
	for name, places := range exceptions {
		for place := range places {
			if s.found[name][place] == 0 {
				t.Errorf("the secret %s is not in the %s: the exception is to be removed, or its secret did not occur", name, place)
			}
		}
	}
	t.Logf("%d secrets, %d bytes: %d hits, %d exceptions, %d failures", len(out.Canaries), out.Bytes, out.Hits, len(out.Exceptions), out.Failures)
	return out
}
