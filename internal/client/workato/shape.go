package workato

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// shown is an object together with the keys that the reply had for it. Lists are not
// documented to show all that a reply by id shows.
type shown[T identified] struct {
	object T
	keys   map[string]bool
}

func (s shown[T]) identifier() ID { return s.object.identifier() }

// UnmarshalJSON implements json.Unmarshaler.
func (s *shown[T]) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &s.object); err != nil {
		return err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	s.keys = make(map[string]bool, len(members))
	for key := range members {
		s.keys[key] = true
	}
	return nil
}

// shapes remembers which keys replies by id have, by the class of the call.
type shapes struct {
	mutex sync.Mutex
	kinds map[string]*shape
}

func (s *shapes) of(class string) *shape {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.kinds == nil {
		s.kinds = map[string]*shape{}
	}
	if s.kinds[class] == nil {
		s.kinds[class] = &shape{}
	}
	return s.kinds[class]
}

// shape is what replies by id have shown. It is nil before the first.
type shape struct {
	mutex sync.Mutex
	keys  map[string]bool
	// completed and whole count the rows that were completed, and those that had no need.
	completed, whole int
	// learning is held while the first reply is read, so that not all read it who wait.
	learning sync.Mutex
}

// learn takes over the keys of a reply by id.
func (s *shape) learn(keys map[string]bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.keys == nil {
		s.keys = map[string]bool{}
	}
	for key := range keys {
		s.keys[key] = true
	}
}

// lacks reports whether a row, which lacks some of the keys that are read, lacks one that
// replies by id have; known is false before the first of those.
func (s *shape) lacks(missing []string) (lacks, known bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, key := range missing {
		if s.keys[key] {
			return true, true
		}
	}
	return false, s.keys != nil
}

// missing returns the keys that T has a field for, and the row has not.
func (s shown[T]) missing() []string {
	var out []string
	for field := range reflect.TypeFor[T]().Fields() {
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if key != "" && key != "-" && !s.keys[key] {
			out = append(out, key)
		}
	}
	return out
}

// count notes whether a row had all that it should.
func (s *shape) count(whole bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if whole {
		s.whole++
	} else {
		s.completed++
	}
}

// poorFrom is how many rows must have lacked something, and none not, for a list to be of
// no use.
const poorFrom = 3

// poor reports whether no row of the kind is worth a list.
func (s *shape) poor() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.whole == 0 && s.completed >= poorFrom
}

// one reads an object by its id, or takes it from the list that others read, see
// [shared.Find]. A row that lacks what a reply by id has is completed by one.
func one[T identified](ctx context.Context, c *Client, class string, source shared.Source[shown[T]], id string, get func(ctx context.Context, decode func([]byte) (shown[T], error)) (shown[T], error)) (T, error) {
	shape := c.shapes.of(class)
	byID := func(ctx context.Context) (shown[T], error) {
		reply, err := get(ctx, object[shown[T]])
		if err == nil {
			shape.learn(reply.keys)
		}
		return reply, err
	}
	if shape.poor() {
		reply, err := byID(ctx)
		return reply.object, err
	}
	row, listed, _, err := shared.Find(ctx, c.lists, source, id, byID)
	if err != nil || !listed {
		return row.object, err
	}
	missing := row.missing()
	if len(missing) == 0 {
		shape.count(true)
		return row.object, nil
	}
	lacks, known := shape.lacks(missing)
	if !known {
		shape.learning.Lock()
		defer shape.learning.Unlock()
		lacks, known = shape.lacks(missing)
	}
	if known && !lacks {
		shape.count(true)
		return row.object, nil
	}
	shape.count(false)
	shared.Single(ctx, c.lists, source)
	full, err := byID(ctx)
	return full.object, err
}

// objects returns the objects of rows.
func objects[T identified](rows func(func(shown[T], error) bool)) func(func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for row, err := range rows {
			if !yield(row.object, err) {
				return
			}
		}
	}
}

// addShown is [add] for a list whose rows are kept with their keys.
func addShown[T identified](ctx context.Context, c *Client, source shared.Source[shown[T]], request transport.Request, named func(T) bool) (T, error) {
	added, err := add(ctx, c, source, request, object[shown[T]], func(row shown[T]) bool { return named(row.object) })
	return added.object, err
}
