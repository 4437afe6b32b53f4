package exactlyonce_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

const (
	settle = 60 * time.Second
	poll   = time.Second
)

var (
	errLost    = &transport.Error{Method: http.MethodPost, Route: "/things", Message: "broke"}
	errRefused = &transport.Error{Method: http.MethodPost, Route: "/things", Status: http.StatusUnprocessableEntity, Outcome: transport.OutcomeRefused, Message: "no"}
	errTaken   = &transport.Error{Method: http.MethodPost, Route: "/things", Status: http.StatusBadRequest, Outcome: transport.OutcomeRefused, Message: "External has already been taken"}
	errNotSent = &transport.Error{Method: http.MethodPost, Route: "/things", Outcome: transport.OutcomeNotSent, Message: "no route"}
	errLookup  = errors.New("the list is broken")
)

// answer is what a service makes of one request.
type answer struct {
	// err is what the caller gets; nil gives it the object.
	err error
	// takes is how long the answer takes, and exists when the object is there,
	// counted from the beginning of the request; negative for never.
	takes, exists time.Duration
	// objects is how many objects come into being, where not one.
	objects int
}

const never = -1

// service is a service in a bubble.
type service struct {
	mutex   sync.Mutex
	objects []string
	next    int
	answers []answer
	sent    []time.Time
	looked  []time.Time
	// look, if set, is asked before each look-up, with the number of sends so far.
	look func(sends int) error
}

func (s *service) add() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.next++
	id := fmt.Sprint("id-", s.next)
	s.objects = append(s.objects, id)
	return id
}

// create returns a creation on the service.
func (s *service) create(locks *exactlyonce.Locks) exactlyonce.Create[string] {
	return exactlyonce.Create[string]{
		Key: `external id "acme"`, Lock: "things/acme", Locks: locks, Settle: settle, Poll: poll,
		ID: func(id string) string { return id },
		Lookup: func(ctx context.Context) ([]string, error) {
			s.mutex.Lock()
			defer s.mutex.Unlock()
			s.looked = append(s.looked, time.Now())
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if s.look != nil {
				if err := s.look(len(s.sent)); err != nil {
					return nil, err
				}
			}
			return slices.Clone(s.objects), nil
		},
		Send: func(context.Context) (string, error) {
			s.mutex.Lock()
			n := len(s.sent)
			s.sent = append(s.sent, time.Now())
			s.mutex.Unlock()
			if n >= len(s.answers) {
				return "", errors.New("not in the script")
			}
			a := s.answers[n]
			id := ""
			if a.exists >= 0 {
				commit := func() {
					for range max(a.objects, 1) {
						id = s.add()
					}
				}
				if a.exists <= a.takes {
					<-time.After(a.exists)
					commit()
					a.takes -= a.exists
				} else {
					time.AfterFunc(a.exists, commit)
				}
			}
			<-time.After(a.takes)
			if a.err != nil {
				return "", a.err
			}
			return id, nil
		},
	}
}

func TestCreate_C1_C3_C4_C8_outcomes(t *testing.T) {
	t.Parallel()
	type want struct {
		id    string
		lost  error
		sends int
		// took is how long the creation took.
		took time.Duration
	}
	lost := &exactlyonce.LostError{}
	exists := &exactlyonce.ExistsError{}
	for name, test := range map[string]struct {
		before  []string
		answers []answer
		look    func(sends int) error
		want    want
		// wantErr is the text of the error, and wantAs its type, if any.
		wantErr string
		wantIs  error
		wantAs  any
	}{
		"applied": {answers: []answer{{takes: time.Second}}, want: want{id: "id-1", sends: 1, took: time.Second}},
		"there before": {
			before: []string{"old"}, wantErr: `there is already one with the external id "acme": id old`, wantAs: exists,
		},
		"several there before": {
			before: []string{"old", "older"}, wantErr: `there is already one with the external id "acme": id old, older`, wantAs: exists,
		},
		"look-up before fails": {
			look:    func(int) error { return errLookup },
			wantErr: `looking for the external id "acme" before creating it: the list is broken`, wantIs: errLookup,
		},
		"refused": {
			answers: []answer{{err: errRefused, exists: never}}, want: want{sends: 1},
			wantErr: errRefused.Error(), wantIs: errRefused,
		},
		"not sent": {
			answers: []answer{{err: errNotSent, exists: never}}, want: want{sends: 1},
			wantErr: errNotSent.Error(), wantIs: errNotSent,
		},
		// Somebody else was faster, so it is theirs.
		"taken at once": {
			answers: []answer{{err: errTaken}}, want: want{sends: 1},
			wantErr: `there is already one with the external id "acme": id id-1`, wantIs: errTaken, wantAs: exists,
		},
		"taken at once, by what cannot be seen": {
			answers: []answer{{err: errTaken, exists: never}}, want: want{sends: 1},
			wantErr: `there is already one with the external id "acme"`, wantIs: errTaken, wantAs: exists,
		},
		"taken at once, and the look-up fails": {
			answers: []answer{{err: errTaken}}, want: want{sends: 1},
			look: func(sends int) error {
				if sends > 0 {
					return errLookup
				}
				return nil
			},
			wantErr: `there is already one with the external id "acme"`, wantIs: errTaken, wantAs: exists,
		},
		"lost, there": {
			answers: []answer{{err: errLost, takes: 40 * time.Second}},
			want:    want{id: "id-1", lost: errLost, sends: 1, took: 40 * time.Second},
		},
		"lost, appears late": {
			answers: []answer{{err: errLost, exists: 20 * time.Second}},
			// Looked for after 1, 3, 7, 15 and 25 seconds.
			want: want{id: "id-1", lost: errLost, sends: 1, took: 25 * time.Second},
		},
		"lost, appears with the last look": {
			answers: []answer{{err: errLost, exists: settle - time.Millisecond}},
			want:    want{id: "id-1", lost: errLost, sends: 1, took: settle},
		},
		// The settle time counts from the beginning of the request.
		"lost after a long time": {
			answers: []answer{{err: errLost, takes: 50 * time.Second, exists: 59 * time.Second}},
			want:    want{id: "id-1", lost: errLost, sends: 1, took: settle},
		},
		"lost, never there, then applied": {
			answers: []answer{{err: errLost, exists: never}, {}},
			want:    want{id: "id-1", sends: 2, took: settle},
		},
		"lost twice, there after the second": {
			answers: []answer{{err: errLost, exists: never}, {err: errLost, exists: 2 * time.Second}},
			want:    want{id: "id-1", lost: errLost, sends: 2, took: settle + 3*time.Second},
		},
		"lost twice, never there": {
			answers: []answer{{err: errLost, exists: never}, {err: errLost, exists: never}, {}},
			want:    want{sends: 2, took: 2 * settle},
			wantErr: `the answer was lost (POST /things: broke); found since: no object with the external id "acme"`,
			wantIs:  errLost, wantAs: lost,
		},
		"lost, then refused": {
			answers: []answer{{err: errLost, exists: never}, {err: errRefused, exists: never}},
			want:    want{sends: 2, took: settle}, wantErr: errRefused.Error(), wantIs: errRefused,
		},
		// It was free before, and our request is what came in between.
		"lost, too late for the settle time, then taken": {
			answers: []answer{{err: errLost, exists: settle + time.Second}, {err: errTaken, takes: 2 * time.Second, exists: never}},
			want:    want{id: "id-1", lost: errLost, sends: 2, took: settle + 2*time.Second},
		},
		"lost, then taken by what is not shown": {
			answers: []answer{{err: errLost, exists: never}, {err: errTaken, exists: never}},
			want:    want{sends: 2, took: settle}, wantIs: errLost, wantAs: lost,
			wantErr: `the answer was lost (POST /things: broke); found since: the search for the external id "acme" failed too: it is not shown, although the service says that it is taken (POST /things, status 400 (Bad Request): External has already been taken)`,
		},
		"lost, then taken, and the look-up fails": {
			answers: []answer{{err: errLost, exists: never}, {err: errTaken}},
			look: func(sends int) error {
				if sends > 1 {
					return errLookup
				}
				return nil
			},
			want: want{sends: 2, took: settle}, wantIs: errLost, wantAs: lost,
			wantErr: `the answer was lost (POST /things: broke); found since: the search for the external id "acme" failed too: the list is broken`,
		},
		"lost, then taken by several": {
			answers: []answer{{err: errLost, exists: never}, {err: errTaken, objects: 2}},
			want:    want{sends: 2, took: settle}, wantIs: errLost, wantAs: lost,
			wantErr: `the answer was lost (POST /things: broke); found since: several new objects with the external id "acme": id id-1, id-2`,
		},
		"lost, several there": {
			answers: []answer{{err: errLost, objects: 2}},
			want:    want{sends: 1}, wantIs: errLost, wantAs: lost,
			wantErr: `the answer was lost (POST /things: broke); found since: several new objects with the external id "acme": id id-1, id-2`,
		},
		// Without a look-up nothing is proved, so nothing is sent again.
		"lost, look-ups fail": {
			answers: []answer{{err: errLost}, {}},
			look: func(sends int) error {
				if sends > 0 {
					return errLookup
				}
				return nil
			},
			want: want{sends: 1, took: settle}, wantIs: errLost, wantAs: lost,
			wantErr: `the answer was lost (POST /things: broke); found since: the search for the external id "acme" failed too: the list is broken`,
		},
		"lost by an error of unknown origin": {
			answers: []answer{{err: errors.New("odd")}},
			want:    want{id: "id-1", lost: errors.New("odd"), sends: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{objects: test.before, answers: test.answers, look: test.look}
				begun := time.Now()
				result, err := s.create(&exactlyonce.Locks{}).Run(t.Context())
				require.Equal(t, test.want.took, time.Since(begun))
				require.Len(t, s.sent, test.want.sends)
				if len(s.sent) > 1 {
					require.GreaterOrEqual(t, s.sent[1].Sub(s.sent[0]), settle)
				}
				require.Equal(t, test.want.id, result.Object)
				require.Equal(t, test.want.lost, result.Lost)
				if test.wantErr == "" {
					require.NoError(t, err)
					require.Equal(t, []string{test.want.id}, s.objects)
					return
				}
				require.EqualError(t, err, test.wantErr)
				if test.wantIs != nil {
					require.ErrorIs(t, err, test.wantIs)
				}
				switch test.wantAs {
				case lost:
					_, ok := errors.AsType[*exactlyonce.LostError](err)
					require.True(t, ok)
				case exists:
					_, ok := errors.AsType[*exactlyonce.ExistsError](err)
					require.True(t, ok)
				}
			})
		})
	}
}

// A look-up that fails in passing does not end the search.
func TestCreate_lookupRecovers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		failures := 3
		s := &service{answers: []answer{{err: errLost}}}
		s.look = func(sends int) error {
			if sends > 0 && failures > 0 {
				failures--
				return errLookup
			}
			return nil
		}
		result, err := s.create(&exactlyonce.Locks{}).Run(t.Context())
		require.NoError(t, err)
		require.Equal(t, "id-1", result.Object)
		require.Len(t, s.sent, 1)
	})
}

// Whatever ends the wait early, a second request is out of the question: that the
// object is not there yet proves nothing.
func TestCreate_waitCutShort(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		ctx  func(context.Context) (context.Context, context.CancelFunc)
		most time.Duration
		is   error
	}{
		"interrupt": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(10*time.Second, cancel)
			return ctx, cancel
		}, 11 * time.Second, context.Canceled},
		"deadline within the settle time": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, settle/2)
		}, settle / 2, context.DeadlineExceeded},
		"deadline just before its end": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, settle-time.Millisecond)
		}, settle, context.DeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{answers: []answer{{err: errLost, exists: never}, {}}}
				ctx, cancel := test.ctx(t.Context())
				defer cancel()
				begun := time.Now()
				_, err := s.create(&exactlyonce.Locks{}).Run(ctx)
				require.Len(t, s.sent, 1)
				require.LessOrEqual(t, time.Since(begun), test.most)
				lost, ok := errors.AsType[*exactlyonce.LostError](err)
				require.True(t, ok, "%v", err)
				require.ErrorIs(t, lost.Lookup, test.is)
				require.ErrorContains(t, lost, "the search was cut short")
				require.ErrorIs(t, err, errLost)
			})
		})
	}
}

// An interrupt while the request is under way must not keep its effect from
// being found.
func TestCreate_interruptedWhileUnderWay(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answers     []answer
		interrupted time.Duration
	}{
		"first request":           {[]answer{{err: errLost, takes: 10 * time.Second, exists: time.Second}}, 5 * time.Second},
		"second request, refused": {[]answer{{err: errLost, exists: settle + time.Second}, {err: errTaken, takes: 10 * time.Second, exists: never}}, settle + 5*time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{answers: test.answers}
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(test.interrupted, cancel)
				result, err := s.create(&exactlyonce.Locks{}).Run(ctx)
				require.NoError(t, err)
				require.Equal(t, "id-1", result.Object)
				require.Equal(t, error(errLost), result.Lost)
				require.Len(t, s.sent, len(test.answers))
			})
		})
	}
}

// Two blocks of one configuration with the same key: one object, one error.
func TestCreate_sameKeyAtOnce(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]answer{
		"applied": {takes: 5 * time.Second}, "lost": {err: errLost, exists: 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{answers: []answer{first}}
				var locks exactlyonce.Locks
				results := make(chan error, 2)
				for range 2 {
					go func() {
						_, err := s.create(&locks).Run(t.Context())
						results <- err
					}()
				}
				one, other := <-results, <-results
				require.NoError(t, one)
				require.EqualError(t, other, `there is already one with the external id "acme": id id-1`)
				require.Len(t, s.sent, 1)
				require.Len(t, s.objects, 1)
			})
		})
	}
}

func TestCreate_lockIsWaitedForNoLongerThanTheOperation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{}
		var locks exactlyonce.Locks
		unlock, err := locks.Lock(t.Context(), "things/acme")
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err = s.create(&locks).Run(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Empty(t, s.looked)
		require.Empty(t, s.sent)
		unlock()
		// Whatever the outcome, the lock is free again.
		for _, script := range [][]answer{{{}}, {{err: errRefused, exists: never}}, {{err: errLost, objects: 2}}} {
			_, _ = (&service{answers: script}).create(&locks).Run(t.Context())
		}
		again, err := locks.Lock(t.Context(), "things/acme")
		require.NoError(t, err)
		again()
	})
}

// A service that loses answers, commits late, fails look-ups and is interrupted, in
// any order. Commits happen within the settle time, as it is chosen so that they do.
func TestCreate_model(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		seconds := func(name string, most int) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(rt, name)) * time.Second
		}
		var answers []answer
		for i := range 2 {
			a := answer{takes: seconds(fmt.Sprint("takes ", i), 59)}
			switch rapid.SampledFrom([]string{"applied", "refused", "not sent", "lost before", "lost after", "lost, late"}).Draw(rt, fmt.Sprint("answer ", i)) {
			case "applied":
			case "refused":
				a.err, a.exists = errRefused, never
			case "not sent":
				a.err, a.exists = errNotSent, never
			case "lost before":
				a.err, a.exists = errLost, never
			case "lost after":
				a.err = errLost
			case "lost, late":
				a.err, a.exists = errLost, seconds(fmt.Sprint("exists ", i), 59)
			}
			answers = append(answers, a)
		}
		failing := rapid.SliceOfN(rapid.Bool(), 0, 30).Draw(rt, "look-ups that fail")
		interrupted := rapid.IntRange(-1, 130).Draw(rt, "interrupted")
		blocks := rapid.IntRange(1, 3).Draw(rt, "blocks with the same key")

		type outcome struct {
			id  string
			err error
		}
		var outcomes []outcome
		s := &service{answers: answers}
		synctest.Test(t, func(t *testing.T) {
			looks := 0
			s.look = func(sends int) error {
				if looks++; sends > 0 && looks <= len(failing) && failing[looks-1] {
					return errLookup
				}
				return nil
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if interrupted >= 0 {
				time.AfterFunc(time.Duration(interrupted)*time.Second, cancel)
			}
			var locks exactlyonce.Locks
			var mutex sync.Mutex
			var group sync.WaitGroup
			for range blocks {
				group.Go(func() {
					result, err := s.create(&locks).Run(ctx)
					mutex.Lock()
					defer mutex.Unlock()
					outcomes = append(outcomes, outcome{result.Object, err})
				})
			}
			group.Wait()
			<-time.After(time.Hour) // What was to be committed late has been.
		})
		require.LessOrEqual(rt, len(s.objects), 1, "two objects for one key")
		made := 0
		for _, o := range outcomes {
			if o.err == nil {
				made++
				require.Equal(rt, []string{o.id}, s.objects)
			}
		}
		require.LessOrEqual(rt, made, 1, "one object in two states")
		if made == 0 && len(s.objects) == 1 {
			// It exists without being in a state: then it must have been said.
			said := false
			for _, o := range outcomes {
				_, lost := errors.AsType[*exactlyonce.LostError](o.err)
				said = said || lost
			}
			require.True(rt, said, "%v", outcomes)
		}
	})
}
