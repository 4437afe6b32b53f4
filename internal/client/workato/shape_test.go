package workato_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// A row of a list that lacks what a reply by id has is completed by one, so that the object
// is as complete as it would be without the list. What neither has is not asked for again,
// and a list that has nothing complete is not read any more.
func TestGroup_R7_rowsWithFewerKeys(t *testing.T) {
	t.Parallel()
	const whole = `{"id":"%d","name":"n","description":"d","members_count":1,"system":false,"created_at":"c","updated_at":"u"}`
	for name, test := range map[string]struct {
		row, byID string
		// calls are those for pages, and for single groups.
		pages, singles int64
	}{
		// Each of three customers has a list of its own.
		"the same": {whole, whole, 3, 0},
		// After three rows that lack something, the list of the third is left out.
		"less in the list": {`{"id":"%d","name":"n"}`, whole, 2, 6},
		"less in both":     {`{"id":"%d","name":"n","description":"d"}`, `{"id":"%d","name":"n","description":"d"}`, 3, 1},
		"more in the list": {whole, `{"id":"%d","name":"n","description":"d"}`, 3, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var pages, singles atomic.Int64
			service := &recorder{answer: func(r *http.Request) (int, string) {
				if _, id, one := strings.Cut(r.URL.Path, "/user_groups/"); one {
					singles.Add(1)
					return http.StatusOK, `{"data":` + strings.ReplaceAll(test.byID, "%d", id) + `}`
				}
				pages.Add(1)
				var rows []string
				for id := range 9 {
					rows = append(rows, fmt.Sprintf(test.row, id+1))
				}
				return http.StatusOK, `{"data":[` + strings.Join(rows, ",") + `]}`
			}}
			client := service.client(t, workato.RBACV2)
			for id := range 6 {
				group, err := client.Group(shared.Reads(t.Context()), fmt.Sprint(209+id/2), fmt.Sprint(id+1))
				require.NoError(t, err)
				require.Equal(t, workato.ID(fmt.Sprint(id+1)), group.ID)
				require.Equal(t, "d", group.Description.Value)
			}
			require.Equal(t, test.pages, pages.Load())
			require.Equal(t, test.singles, singles.Load())
		})
	}
}
