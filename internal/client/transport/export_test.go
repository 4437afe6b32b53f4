package transport

import "context"

// What the tests look at from the inside: pure functions whose every case would be
// slow or impossible to bring about through a server.
var (
	Describe   = DecodeError
	Excerpt    = excerpt
	RetryAfter = retryAfter
	Spellings  = spellings
)

// MaxPages is the bound of a list that never ends.
const MaxPages = maxPages

// Wait is a call that takes no time, and that the service takes.
func (l *Limiter) Wait(ctx context.Context, class string, log LogFunc) error {
	pass, err := l.Begin(ctx, class, log)
	if err == nil {
		pass.Taken()
		pass.End()
	}
	return err
}
