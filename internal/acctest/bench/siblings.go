//go:build unix

package main

import (
	"context"
	"errors"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// patience is how long the refresh of siblings may take in real time.
const patience = time.Minute

// siblings makes many customers without a quota, and then plans with the documented ones, in minutes as long as they are.
// The time is 0 if it takes longer than anybody waits here.
func (b *bench) siblings(ctx context.Context, n int) (time.Duration, error) {
	w := customers(n)
	a := newAccount(0)
	defer a.close()
	config, err := w.prepare(a.Sandbox)
	if err != nil {
		return 0, err
	}
	tf, err := b.configured(a, b.direct(), w, config)
	if err != nil {
		return 0, err
	}
	if _, err := measured(ctx, tf, a, applyPhase); err != nil {
		return 0, err
	}
	a.SetReadings(sandbox.Readings{QuotaPerMinute: sandbox.DocumentedQuotas()})
	tf.SetEnv(envRequests, "null")
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	got, err := measured(waiting, tf, a, refreshPhase)
	if errors.Is(waiting.Err(), context.DeadlineExceeded) && ctx.Err() == nil {
		return 0, nil
	}
	return got.Wall, err
}
