package transport

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// ParseBaseURL reads the base URL of a service. It must be absolute, without
// user, query and fragment, and https unless the host is this machine, since
// credentials go to it. Trailing slashes are dropped.
func ParseBaseURL(raw string) (*url.URL, error) {
	if raw != strings.TrimSpace(raw) {
		return nil, errors.New("it begins or ends with white space")
	}
	parsed, err := url.Parse(raw)
	if err != nil {
		return nil, errors.New("it is not a URL")
	}
	switch {
	case parsed.Hostname() == "" || (parsed.Scheme != "https" && parsed.Scheme != "http"):
		return nil, errors.New("it is not an absolute URL such as https://www.example.com")
	case parsed.User != nil:
		return nil, errors.New("it holds a user name or password, which do not belong there")
	case parsed.RawQuery != "" || parsed.Fragment != "":
		return nil, errors.New("it has a query or a fragment, which do not belong there")
	case parsed.Scheme == "http" && !isLoopback(parsed.Hostname()):
		return nil, fmt.Errorf("it would send credentials to %s without encryption: use https (http is for this machine's own addresses only)", parsed.Hostname())
	}
	parsed.Path = strings.TrimRight(parsed.Path, "/")
	parsed.RawPath = ""
	return parsed, nil
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// CheckCredential reports why a value cannot be sent in a header. It never
// quotes the value. Go itself would put it into an error message.
func CheckCredential(value string) error {
	switch {
	case value == "":
		return errors.New("it is empty")
	case strings.HasSuffix(value, "\n") || strings.HasSuffix(value, "\r"):
		return errors.New("it ends with a line break, as a file read as a whole does: cut it off, for example with trimspace()")
	case strings.TrimSpace(value) != value:
		return errors.New("it begins or ends with white space")
	case strings.HasPrefix(value, "\ufeff"):
		return errors.New("it begins with a byte order mark")
	}
	for _, r := range value {
		if r <= ' ' || r > '~' {
			return errors.New("it holds a blank, a control character or a character outside of ASCII")
		}
	}
	return nil
}
