package transport_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// BenchmarkLimiter fills a window that nobody has to wait for, with one caller and with as many as there are operations of
// Terraform at a time. What one call costs must not depend much on how many are in the window.
func BenchmarkLimiter(b *testing.B) {
	for _, calls := range []int{60, 1000} {
		for _, callers := range []int{1, 10} {
			b.Run(fmt.Sprintf("%d calls of %d", calls, callers), func(b *testing.B) {
				for b.Loop() {
					limiter := transport.NewLimiter(map[string]transport.Quota{"c": {Calls: calls, Window: time.Hour}})
					var group sync.WaitGroup
					for range callers {
						group.Go(func() {
							for range calls / callers {
								if err := limiter.Wait(b.Context(), "c", silent); err != nil {
									b.Error(err)
									return
								}
							}
						})
					}
					group.Wait()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*calls), "ns/call")
			})
		}
	}
}

// BenchmarkLimiter_unpaced is a class without a quota.
func BenchmarkLimiter_unpaced(b *testing.B) {
	limiter := transport.NewLimiter(nil)
	for b.Loop() {
		require.NoError(b, limiter.Wait(b.Context(), "c", silent))
	}
}
