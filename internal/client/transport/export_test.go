package transport

import "context"

// What the tests look at from the inside: pure functions whose every case would be
// slow or impossible to bring about through a server.
var (
	Describe   = DecodeError
	Excerpt    = excerpt
	RetryAfter = retryAfter
)

// MaxPages is the bound of a list that never ends.
const MaxPages = maxPages

// Wait is a call that takes no time.
func (l *Limiter) Wait(ctx context.Context, class string, log LogFunc) error {
	end, err := l.Begin(ctx, class, log)
	if err == nil {
		end()
	}
	return err
}
