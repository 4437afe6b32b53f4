package exactlyonce

import (
	"context"
	"sync"
)

// Locks are mutexes by name, whose wait ends with a context. The zero value is
// usable.
type Locks struct {
	mutex sync.Mutex
	slots map[string]chan struct{}
}

// Lock takes the lock of a name and returns what releases it.
func (l *Locks) Lock(ctx context.Context, name string) (unlock func(), err error) {
	l.mutex.Lock()
	if l.slots == nil {
		l.slots = map[string]chan struct{}{}
	}
	slot, ok := l.slots[name]
	if !ok {
		slot = make(chan struct{}, 1)
		l.slots[name] = slot
	}
	l.mutex.Unlock()
	select {
	case slot <- struct{}{}:
		return func() { <-slot }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
