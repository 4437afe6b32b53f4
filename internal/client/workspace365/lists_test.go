package workspace365_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

// listing answers lists with names, which a test may change, and all else with 200.
func listing(names ...string) (*service, func(...string)) {
	var mutex sync.Mutex
	s := &service{answer: func(r *http.Request) (int, string) {
		if r.Method != http.MethodGet {
			return http.StatusOK, `"new"`
		}
		mutex.Lock()
		defer mutex.Unlock()
		if len(names) == 0 {
			return http.StatusOK, `[]`
		}
		return http.StatusOK, `["` + strings.Join(names, `","`) + `"]`
	}}
	return s, func(changed ...string) {
		mutex.Lock()
		defer mutex.Unlock()
		names = changed
	}
}

// together calls look for n names at once.
func together(t *testing.T, n int, look func(context.Context, int) error) {
	t.Helper()
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			if err := look(t.Context(), i); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// Everybody looks in one list.
func TestFind_shared(t *testing.T) {
	t.Parallel()
	names := []string{}
	for i := range 100 {
		names = append(names, fmt.Sprintf("Tenant%d", i))
	}
	s, _ := listing(names...)
	client := s.client(t)
	together(t, 100, func(ctx context.Context, i int) error {
		found, err := client.Find(ctx, fmt.Sprintf("tenant%d", i))
		if err == nil && (found == nil || found.Name != names[i]) {
			err = fmt.Errorf("%d was not found", i)
		}
		return err
	})
	require.Equal(t, 1, s.lists())
}

// All who miss something in the first list share a second one, read later.
func TestFind_missesShared(t *testing.T) {
	t.Parallel()
	s, _ := listing("here")
	client := s.client(t)
	_, err := client.Find(t.Context(), "here")
	require.NoError(t, err)
	together(t, 100, func(ctx context.Context, i int) error {
		found, err := client.Find(ctx, fmt.Sprintf("gone%d", i))
		if err == nil && found != nil {
			err = fmt.Errorf("%d: %+v", i, found)
		}
		return err
	})
	require.Equal(t, 2, s.lists())
}

// One bad list between good ones loses nothing.
func TestFind_R8b_secondListDecides(t *testing.T) {
	t.Parallel()
	s, change := listing()
	s2 := s.answer
	s.answer = func(r *http.Request) (int, string) {
		status, body := s2(r)
		change("acme") // From the second list on.
		return status, body
	}
	found, err := s.client(t).Find(t.Context(), "ACME")
	require.NoError(t, err)
	require.Equal(t, "acme", found.Name)
	require.Equal(t, 2, s.lists())
}

// The second list comes some time after the first.
func TestFind_confirmsLater(t *testing.T) {
	t.Parallel()
	const wait = 50 * time.Millisecond
	s, _ := listing()
	base, err := transport.ParseBaseURL(serve(t, s))
	require.NoError(t, err)
	client := workspace365.New(transport.Config{BaseURL: base, Credentials: workspace365.Credentials(key)}, wait, shared.DefaultAges)
	begun := time.Now()
	found, err := client.Find(t.Context(), "acme")
	require.NoError(t, err)
	require.Nil(t, found)
	require.GreaterOrEqual(t, time.Since(begun), wait)
}

// Every write drops what was read, whether it worked or not.
func TestLists_invalidation(t *testing.T) {
	t.Parallel()
	for name, test := range operations {
		for _, status := range []int{http.StatusOK, http.StatusBadRequest, http.StatusBadGateway} {
			t.Run(fmt.Sprint(name, " ", status), func(t *testing.T) {
				t.Parallel()
				s, _ := listing("acme")
				good := s.answer
				s.answer = func(r *http.Request) (int, string) {
					if r.Method == http.MethodGet {
						return good(r)
					}
					return status, `"acme"`
				}
				client := s.client(t)
				for range 2 {
					_, err := client.Environments(shared.Reads(t.Context()))
					require.NoError(t, err)
				}
				require.Equal(t, 1, s.lists())
				_ = test.run(t.Context(), client)
				before := s.lists()
				_, err := client.Environments(shared.Reads(t.Context()))
				require.NoError(t, err)
				fresh := 1
				if name == "validate" || name == "list" {
					fresh = 0 // Validating changes nothing, and a list that was just read is good.
				}
				require.Equal(t, fresh, s.lists()-before)
			})
		}
	}
}

// A list that was under way during a write is not kept: it shows either side of it.
func TestLists_overtaken(t *testing.T) {
	t.Parallel()
	s, change := listing("acme")
	arrived, release := make(chan struct{}), make(chan struct{})
	good := s.answer
	var once sync.Once
	s.answer = func(r *http.Request) (int, string) {
		status, body := good(r)
		if r.Method == http.MethodGet {
			once.Do(func() {
				close(arrived)
				<-release
			})
		}
		return status, body
	}
	client := s.client(t)
	var group sync.WaitGroup
	group.Go(func() {
		_, err := client.Environments(shared.Reads(context.WithoutCancel(t.Context())))
		if err != nil {
			t.Error(err)
		}
	})
	<-arrived
	change()
	require.NoError(t, client.Delete(t.Context(), "acme"))
	close(release)
	group.Wait()
	rows, err := client.Environments(shared.Reads(t.Context()))
	require.NoError(t, err)
	require.Empty(t, rows)
	require.Equal(t, 2, s.lists())
}

// An error is told to those who wait for it, and not kept.
func TestLists_errorsNotCached(t *testing.T) {
	t.Parallel()
	s, _ := listing("acme")
	good, broken := s.answer, true
	s.answer = func(r *http.Request) (int, string) {
		if broken {
			return http.StatusForbidden, ""
		}
		return good(r)
	}
	client := s.client(t)
	_, err := client.Find(t.Context(), "acme")
	require.True(t, transport.HasStatus(err, http.StatusForbidden))
	broken = false
	found, err := client.Find(t.Context(), "acme")
	require.NoError(t, err)
	require.NotNil(t, found)
	require.Equal(t, 2, s.lists())
}

// Nor is an error of the second list, which proves nothing.
func TestLists_secondFails(t *testing.T) {
	t.Parallel()
	s, _ := listing("other")
	good, n := s.answer, 0
	s.answer = func(r *http.Request) (int, string) {
		if n++; n == 2 {
			return http.StatusOK, `[{"key":1}]`
		}
		return good(r)
	}
	client := s.client(t)
	_, err := client.Find(t.Context(), "acme")
	require.ErrorContains(t, err, "element 1 of the list has no name")
	found, err := client.Find(t.Context(), "acme")
	require.NoError(t, err)
	require.Nil(t, found)
	require.Equal(t, 4, s.lists())
}
