package parent_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestDeleted_D1_R3_notFound(t *testing.T) {
	t.Parallel()
	notFound := func(method string) error {
		return &transport.Error{Outcome: transport.OutcomeRefused, Method: method, Route: "/x", Status: http.StatusNotFound}
	}
	refused := errors.New("refused")
	for name, test := range map[string]struct {
		id     func(*world) string
		change func(*world)
		err    error
		fails  bool
	}{
		"deleted":                         {},
		"refused":                         {err: refused, fails: true},
		"gone already":                    {err: notFound(http.MethodDelete)},
		"gone with its parent":            {err: notFound(http.MethodDelete), id: func(*world) string { return "999999" }},
		"no list, and the parent is gone": {err: notFound(http.MethodGet), id: func(*world) string { return "999999" }},
		"no list, and the parent answers": {err: notFound(http.MethodGet), fails: true},
		"a token that sees nothing":       {err: notFound(http.MethodDelete), change: func(w *world) { w.sandbox.RevokeToken() }, fails: true},
		"a token that sees nothing, 404 for everything": {err: notFound(http.MethodDelete), change: func(w *world) {
			w.sandbox.InjectFault(sandbox.Fault{Count: sandbox.Always, Status: http.StatusNotFound, Body: `{"message":"Not found"}`})
		}, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			id := w.dev
			if test.id != nil {
				id = test.id(w)
			}
			if test.change != nil {
				test.change(w)
			}
			err := parent.Deleted(t.Context(), w.client, id, test.err)
			require.Equal(t, test.fails, err != nil, "%v", err)
		})
	}
}
