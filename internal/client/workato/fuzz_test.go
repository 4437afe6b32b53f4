package workato_test

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// same is a service that gives one and the same answer to everything.
type same string

func (s same) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(string(s))), Request: req}, nil
}

// firstOf reads a list as far as its first hundred rows.
func firstOf[T any](rows iter.Seq2[T, error], id func(T) workato.ID) ([]workato.ID, error) {
	var ids []workato.ID
	for row, err := range rows {
		if err != nil {
			return ids, err
		}
		if ids = append(ids, id(row)); len(ids) == 100 {
			break
		}
	}
	return ids, nil
}

func one(id workato.ID, err error) ([]workato.ID, error) { return []workato.ID{id}, err }

// calls are those whose answers are decoded, each with the ids of what it returns.
func calls(ctx context.Context, c *workato.Client) []func() ([]workato.ID, error) {
	return []func() ([]workato.ID, error){
		func() ([]workato.ID, error) { got, err := c.Customer(ctx, "1"); return one(got.ID, err) },
		func() ([]workato.ID, error) {
			return firstOf(c.APIClients(ctx, "1"), func(row workato.APIClient) workato.ID { return row.ID })
		},
		func() ([]workato.ID, error) { got, err := c.APIClient(ctx, "1", "2"); return one(got.ID, err) },
		func() ([]workato.ID, error) {
			got, err := c.CreateAPIClient(ctx, "1", workato.APIClientInput{})
			return one(got.ID, err)
		},
		func() ([]workato.ID, error) {
			got, err := c.RegenerateAPIClientToken(ctx, "1", "2")
			return one(workato.ID(got.Value), err)
		},
		func() ([]workato.ID, error) { got, err := c.CopyAPIClientRole(ctx, "1", "2"); return one(got.ID, err) },
		func() ([]workato.ID, error) { got, err := c.Member(ctx, "1", "2"); return one(got.ID, err) },
		func() ([]workato.ID, error) { got, err := c.Group(ctx, "1", "2"); return one(got.ID, err) },
		func() ([]workato.ID, error) { got, err := c.Grant(ctx, "1", "2"); return one(got.ID, err) },
		func() ([]workato.ID, error) {
			_, err := c.MemberPrivileges(ctx, "1", "2")
			return nil, err
		},
	}
}

// FuzzReplies gives every call an answer that no well-meaning service would send: what it
// returns without an error has an id.
func FuzzReplies(f *testing.F) {
	for _, seed := range []string{
		`{"id":7}`, `{"data":{"id":"pf-1"}}`, `{"result":{"id":9007199254740993,"token":{"value":"fake"}}}`, `[{"id":1},{"id":"2"}]`,
		`{"data":[{"id":1}],"total":1,"page":{"size":100}}`, `{"result":{"items":[{"id":1}]}}`, `null`, `{}`, `[]`, `[null]`, `{"id":null}`,
		`{"data":[],"total":-1}`, `{"id":1,"environments":[{}]}`, `{"id":1,"folder_ids":null,"token":"fake"}`, `{"result":[[]]}`, `{"id":{}}`,
		`{"id":1,"privileges":{"a":["b"],"c":"all"}}`, `{"data":{"data":{"id":1}}}`, "\ufeff{}", `{"id":1e400}`, `{"id":-0}`,
	} {
		for call := range 10 {
			f.Add(uint8(call), seed)
		}
	}
	base := &url.URL{Scheme: "https", Host: "api.example.test"}
	f.Fuzz(func(t *testing.T, call uint8, body string) {
		client := workato.New(transport.Config{BaseURL: base, Base: same(body), Backoff: 1}, workato.RBACV2, shared.Ages{})
		all := calls(t.Context(), client)
		ids, err := all[int(call)%len(all)]()
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		for _, id := range ids {
			require.NotEmpty(t, id, body)
		}
	})
}

// FuzzID holds that an id keeps its digits, and that what was read can be written.
func FuzzID(f *testing.F) {
	for _, seed := range []string{`7`, `"7"`, `9007199254740993`, `"007"`, `null`, `1e3`, `-1`, `1.50`, `"pf-APHDLgAD-cTXtz"`, `true`, `""`, `{}`, "\"\xff\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var id workato.ID
		if json.Unmarshal([]byte(text), &id) != nil {
			return
		}
		trimmed := strings.TrimSpace(text)
		switch {
		case trimmed == "null":
			require.Empty(t, id)
		case !strings.HasPrefix(trimmed, `"`):
			require.Equal(t, trimmed, string(id), "digits are lost")
		}
		written, err := json.Marshal(id)
		require.NoError(t, err)
		var again workato.ID
		require.NoError(t, json.Unmarshal(written, &again))
		require.Equal(t, id, again)
		var asText workato.Text
		require.NoError(t, json.Unmarshal([]byte(text), &asText))
		require.Equal(t, string(id), string(asText))
	})
}

// FuzzProperties holds that every property has a name, that errors quote no value, and
// that the reply to saving is never read as more than it says.
func FuzzProperties(f *testing.F) {
	for _, seed := range []string{
		`{"result":{"A":"b"}}`, `{"data":[{"name":"A","value":1}]}`, `[{"name":"A"}]`, `{"A":"b"}`, `{"result":{"A":{"x":1}}}`, `{"result":{"":"b"}}`,
		`{"result":{"data":"x"}}`, `[]`, `null`, `{"success":true}`, `{"result":3}`, `{"result":{"success":false}}`, `2.5`, `-1`, `"ok"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		rows, err := workato.DecodeProperties([]byte(body))
		if err != nil {
			require.Empty(t, rows)
		}
		again, _ := workato.DecodeProperties([]byte(body))
		require.Equal(t, rows, again, "the order of members must not matter")
		count, known, err := workato.DecodeSaved([]byte(body))
		require.GreaterOrEqual(t, count, 0)
		if err != nil {
			require.False(t, known)
		}
	})
}
