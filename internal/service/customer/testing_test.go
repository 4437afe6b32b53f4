package customer_test

import (
	"net/url"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// escape percent-encodes an external id for an import id.
func escape(s string) string { return url.PathEscape(s) }
