package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/reached"
)

// TestTable checks what can be checked of the rows without a run of all tests, after which `make test` checks the rest,
// and can say what a row that is missing should be.
func TestTable(t *testing.T) {
	t.Parallel()
	known, err := whatThereIs(t.Context(), filepath.Join("..", "..", ".."))
	require.NoError(t, err)
	problems := known.checkRows(table)
	require.Empty(t, problems, "table.go:\n\n%s", strings.Join(problems, "\n"))
	for _, area := range table {
		require.True(t, strings.HasPrefix(area.source, "https://"), area.name)
		require.NotEmpty(t, area.rows, area.name)
	}
}

const source = "https://docs.example/boxes"

func boxes(rows ...row) []area { return []area{{name: "Boxes", source: source, rows: rows}} }

func TestCheckRows(t *testing.T) {
	t.Parallel()
	built := row{method: "GET", path: "/boxes/{id}", types: "resource box, data source box", test: "acctest/endpoints.TestCheckRows"}
	here := known{
		root:      filepath.Join("..", "..", ".."),
		endpoints: []string{"GET /boxes/{id}"},
		types:     map[string]bool{"resource box": true, "data source box": true},
	}
	without := func(edit func(*row)) []area {
		changed := built
		edit(&changed)
		return boxes(changed)
	}
	tests := map[string]struct {
		known known
		areas []area
		want  []string
	}{
		"as it should be": {here, boxes(built), nil},
		"not built, with a reason": {
			here, boxes(built, row{method: "POST", path: "/boxes", why: "Boxes are made by hand."}), nil,
		},
		"twice": {here, boxes(built, built), []string{"GET /boxes/{id} is there twice"}},
		"reason and test": {
			here, without(func(r *row) { r.why = "Boxes are read by hand." }),
			[]string{"GET /boxes/{id} has a reason for not being built, and is built"},
		},
		"no endpoint of the sandbox": {
			known{root: here.root, types: here.types}, boxes(built), []string{"GET /boxes/{id} is no endpoint of the sandbox"},
		},
		"no type of the provider": {
			here, without(func(r *row) { r.types = "resource box, resource lid" }),
			[]string{"GET /boxes/{id} names the resource lid, which the provider does not have"},
		},
		"no such test": {
			here, without(func(r *row) { r.test = "acctest/endpoints.TestChec" }),
			[]string{"GET /boxes/{id} names the test acctest/endpoints.TestChec, which does not exist"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, test.known.checkRows(test.areas))
		})
	}
}

func TestCheckComplete(t *testing.T) {
	t.Parallel()
	there := known{endpoints: []string{"GET /boxes/{id}", "PUT /boxes/{id}/lid"}}
	one := boxes(row{method: "GET", path: "/boxes/{id}"})
	require.Empty(t, there.checkComplete(append(one, boxes(row{method: "PUT", path: "/boxes/{id}/lid", why: "Lids are lost."})...), nil))
	require.Equal(t, []string{
		"PUT /boxes/{id}/lid is missing; add to \"Boxes\" in table.go:\n\t" +
			`{method: "PUT", path: "/boxes/{id}/lid", types: "the resource or data source", test: "the test that reaches it"},`,
	}, there.checkComplete(one, nil))
	require.Equal(t, []string{
		"PUT /boxes/{id}/lid is missing; add to \"Boxes\" in table.go:\n\t" +
			`{method: "PUT", path: "/boxes/{id}/lid", types: "resource lid", test: "service/box.TestLid_some"},`,
	}, there.checkComplete(one, map[string]reached.Record{
		"internal/service/box.TestLid_all":  {Endpoints: []string{"PUT /boxes/{id}/lid"}, Types: []string{"resource box", "resource lid"}},
		"internal/service/box.TestLid_some": {Endpoints: []string{"PUT /boxes/{id}/lid"}, Types: []string{"resource lid"}},
	}))
	require.Equal(t, []string{
		"GET /bags is missing; add to a new area in table.go:\n\t" +
			`{method: "GET", path: "/bags", types: "the resource or data source", test: "the test that reaches it"},`,
	}, known{endpoints: []string{"GET /bags"}}.checkComplete(nil, nil))
}

func TestCheckReached(t *testing.T) {
	t.Parallel()
	areas := boxes(
		row{method: "GET", path: "/boxes/{id}", types: "resource box, data source box", test: "service/box.TestBox"},
		row{method: "POST", path: "/boxes", why: "Boxes are made by hand."},
	)
	record := func(endpoint, typeName string) map[string]reached.Record {
		return map[string]reached.Record{"internal/service/box.TestBox": {Endpoints: []string{endpoint}, Types: []string{typeName}}}
	}
	require.Empty(t, checkReached(areas, record("GET /boxes/{id}", "resource box")))
	require.Equal(t, []string{"GET /boxes/{id}: service/box.TestBox has recorded nothing"}, checkReached(areas, nil))
	require.Equal(t, []string{"GET /boxes/{id}: service/box.TestBox does not use the resource box"},
		checkReached(areas, record("GET /boxes/{id}", "data source box")))

	elsewhere := record("GET /boxes", "resource box")
	elsewhere["internal/service/box.TestOther"] = reached.Record{Endpoints: []string{"GET /boxes/{id}"}, Types: []string{"data source box"}}
	require.Equal(t, []string{"GET /boxes/{id}: service/box.TestBox did not reach it; what did:\n\t" +
		`{method: "GET", path: "/boxes/{id}", types: "data source box", test: "service/box.TestOther"},`}, checkReached(areas, elsewhere))
}

func TestPage(t *testing.T) {
	t.Parallel()
	areas := append(boxes(
		row{method: "GET", path: "/boxes/{id}", types: "resource workato_box, data source workspace365_box", test: "service/box.TestBox"},
		row{method: "POST", path: "/boxes", why: "Boxes are made by hand."},
	), area{name: "Bags", source: "https://docs.example/bags", rows: []row{{method: "GET", path: "/bags", why: "Bags are out."}}})
	require.Equal(t, head+`
## Boxes

Documented on https://docs.example/boxes.

| endpoint | used by | test |
|---|---|---|
| `+"`GET /boxes/{id}` | [`workato_box`](../resources/box.md) (resource)<br>[`workspace365_box`](../data-sources/workspace365_box.md) (data source) | `service/box.TestBox`"+` |

## Not used

| endpoint | why not |
|---|---|
| `+"`POST /boxes` ([Boxes](https://docs.example/boxes)) | Boxes are made by hand. |\n| `GET /bags` ([Bags](https://docs.example/bags)) | Bags are out. |\n", page(areas))
	require.Equal(t, 1, built(areas))
}
