package transport_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Whatever a refusal says about time, the wait is none or at most a day.
func FuzzRetryAfter(f *testing.F) {
	dates := []string{"", "Mon, 04 May 2026 03:02:31 GMT", "Mon, 04 May 9999 03:02:31 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "today"}
	for _, date := range dates {
		for _, value := range append(dates, "1", "-1", "0", "99999999999999999999", "9223372036854775807", "1e3", " 7 ") {
			f.Add(value, date)
		}
	}
	now := time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)
	f.Fuzz(func(t *testing.T, value, date string) {
		got := transport.RetryAfter(http.Header{"Retry-After": {value}, "Date": {date}}, now)
		if got < 0 || got > 24*time.Hour {
			t.Fatalf("%q at %q gives %s", value, date, got)
		}
	})
}

// A text that was redacted holds no secret in any of the spellings in which it may have
// been put there, and redacting it again changes nothing of that.
func FuzzRedact(f *testing.F) {
	for _, seed := range [][3]string{
		{"token ", "s3cret", " was refused"},
		{`{"password":"`, `a"b<c>&`, `"}`},
		{"Bearer ", "a.b-c_d", "\n"},
		{"", "redacted", ""},
		{"\x00", "ab\x00cd", "\x00"},
		{"aaaa", "aaaaa", "aaaa"},
		{"api_key=", "äöüß", ";"},
		{`"authorization":"Basic `, "Zm9vOmJhcg==", `"`},
		{"(", "(redacted)", ")"},
		{"\xff", "\xffabc", ""},
		{"", "\u2028abc", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		mask := transport.Redact("password=x", nil)[len("password="):]
		// A short one is only removed where it is a word of its own, and what is part of the
		// mask is in it.
		if len(secret) < 4 || strings.Contains(mask, secret) {
			t.Skip()
		}
		for _, spelling := range transport.Spellings([]string{secret}) {
			if len(spelling) < 4 || strings.Contains(mask, spelling) {
				continue
			}
			got := transport.Redact(before+spelling+after, []string{secret})
			// What the mask and its neighbours happen to make up was not there before.
			if strings.Contains(strings.ReplaceAll(got, "(redacted)", "\x00"), spelling) {
				t.Fatalf("%q is in %q, which was made of %q", spelling, got, before+spelling+after)
			}
		}
		line := strings.Join(strings.Fields(secret), " ")
		if len(line) < 4 || strings.Contains(mask, line) {
			return
		}
		if shown := transport.Excerpt([]byte(before+secret+after), []string{secret}); strings.Contains(strings.ReplaceAll(shown, "(redacted)", "\x00"), secret) {
			t.Fatalf("%q is in the excerpt %q", secret, shown)
		}
	})
}
