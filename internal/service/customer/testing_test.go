package customer_test

import (
	"fmt"
	"net/url"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// escape percent-encodes an external id for an import id.
func escape(s string) string { return url.PathEscape(s) }

func sprintf(format string, arguments ...any) string { return fmt.Sprintf(format, arguments...) }
