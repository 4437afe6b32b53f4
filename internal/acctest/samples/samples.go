// Package samples reads the sample requests and responses of the APIs' documentation, which are kept as they are printed,
// with a list of what has to be corrected in them and why.
package samples

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Sample is one call in a document.
type Sample struct {
	// Name is what the files of the sample begin with: <name>.request.txt and, if there is one, <name>.response.txt.
	Name string `json:"name"`
	// Source is the address of the document, and Section where in it the sample is.
	Source, Section string
	// Withheld says what is not as printed even in the files.
	Withheld string
	// NoResponse says why there is no response.
	NoResponse string `json:"no_response"`
	// Request is corrected and taken apart.
	Request Request `json:"-"`
	// Response is the corrected JSON, or nil.
	Response []byte `json:"-"`
	// Unmodelled are the members of the response that the provider's client does not keep, such as "updated_at".
	Unmodelled []string
	// OnlySandbox and OnlySample are the members in which the sandbox's answer to the request differs from the response,
	// with the reasons.
	OnlySandbox map[string]string `json:"only_sandbox"`
	OnlySample  map[string]string `json:"only_sample"`

	RequestCorrections  []Correction `json:"request_corrections"`
	ResponseCorrections []Correction `json:"response_corrections"`
}

// Correction is one thing that is wrong in what is printed, or that the provider does in another documented way.
type Correction struct {
	Printed, Corrected, Reason string
	// Times is how often it occurs; 0 stands for once.
	Times int
}

// Request is an HTTP request.
type Request struct {
	Method string
	URL    *url.URL
	Header http.Header
	// Body is empty if there is none.
	Body string
}

// Load reads all samples of a directory. It fails the test if a correction does not apply, or a file belongs to nothing.
func Load(t *testing.T, directory string) []Sample {
	t.Helper()
	var list []Sample
	data, err := os.ReadFile(filepath.Join(directory, "samples.json")) //nolint:gosec // Tests name their own directory.
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &list))
	files, err := filepath.Glob(filepath.Join(directory, "*.txt"))
	require.NoError(t, err)
	unused := map[string]bool{}
	for _, file := range files {
		unused[filepath.Base(file)] = true
	}
	for i := range list {
		sample := &list[i]
		require.True(t, strings.HasPrefix(sample.Source, "https://"), "%s has no source", sample.Name)
		require.NotEmpty(t, sample.Section, sample.Name)
		text := read(t, directory, sample.Name+".request.txt", sample.RequestCorrections, unused)
		sample.Request, err = ParseRequest(text)
		require.NoError(t, err, sample.Name)
		if sample.NoResponse == "" {
			text := read(t, directory, sample.Name+".response.txt", sample.ResponseCorrections, unused)
			require.True(t, json.Valid([]byte(text)), "the response of %s is not JSON:\n%s", sample.Name, text)
			sample.Response = []byte(text)
		}
	}
	require.Empty(t, unused, "files that belong to no sample")
	return list
}

func read(t *testing.T, directory, name string, corrections []Correction, unused map[string]bool) string {
	t.Helper()
	delete(unused, name)
	data, err := os.ReadFile(filepath.Join(directory, name)) //nolint:gosec // Tests name their own directory.
	require.NoError(t, err)
	text, err := Correct(string(data), corrections)
	require.NoError(t, err, name)
	return text
}

// Correct applies corrections in order.
func Correct(text string, corrections []Correction) (string, error) {
	for _, c := range corrections {
		if c.Reason == "" {
			return "", fmt.Errorf("the correction of %q has no reason", c.Printed)
		}
		if found := strings.Count(text, c.Printed); found != max(c.Times, 1) {
			return "", fmt.Errorf("%q is there %d times, not %d", c.Printed, found, max(c.Times, 1))
		}
		text = strings.ReplaceAll(text, c.Printed, c.Corrected)
	}
	return text, nil
}

// ParseRequest reads a call of curl, whose body may also follow after a line "Body", or the text of a request, whose
// line breaks the page may have lost.
func ParseRequest(text string) (Request, error) {
	if strings.HasPrefix(text, "curl") {
		return parseCurl(text)
	}
	return parseHTTP(text)
}

func parseCurl(text string) (Request, error) {
	command, body, _ := strings.Cut(text, "\nBody\n")
	request := Request{Method: http.MethodGet, Header: http.Header{}, Body: strings.TrimSpace(body)}
	words, err := words(command)
	if err != nil {
		return request, err
	}
	for i := 1; i < len(words); i++ {
		option := words[i]
		if !strings.HasPrefix(option, "-") {
			if request.URL, err = url.Parse(option); err != nil {
				return request, err
			}
			continue
		}
		if i++; i == len(words) {
			return request, fmt.Errorf("%s has no value", option)
		}
		switch option {
		case "-X":
			request.Method = words[i]
		case "-H":
			name, value, _ := strings.Cut(words[i], ": ")
			request.Header.Add(name, value)
		case "-d":
			request.Body = strings.TrimSpace(words[i])
		default:
			return request, fmt.Errorf("the option %s is not known", option)
		}
	}
	if request.URL == nil {
		return request, fmt.Errorf("there is no URL")
	}
	return request, nil
}

// words splits a command as a shell does, as far as samples need it: quotes are single, and a backslash only stands at
// the end of a line.
func words(command string) ([]string, error) {
	var list []string
	rest := strings.TrimSpace(strings.ReplaceAll(command, "\\\n", " "))
	for rest != "" {
		word := ""
		if quoted, isQuoted := strings.CutPrefix(rest, "'"); isQuoted {
			var closed bool
			if word, rest, closed = strings.Cut(quoted, "'"); !closed {
				return nil, fmt.Errorf("a quote is not closed")
			}
		} else if end := strings.IndexAny(rest, " \n"); end >= 0 {
			word, rest = rest[:end], rest[end:]
		} else {
			word, rest = rest, ""
		}
		list = append(list, word)
		rest = strings.TrimSpace(rest)
	}
	return list, nil
}

var (
	requestLine = regexp.MustCompile(`^([A-Z]+) (\S+) HTTP/1\.1\s`)
	headerField = regexp.MustCompile(`([A-Za-z-]+): (\S+)`)
)

func parseHTTP(text string) (Request, error) {
	head, body, hasBody := strings.Cut(text, "{")
	request := Request{Header: http.Header{}}
	line := requestLine.FindStringSubmatch(head)
	if line == nil {
		return request, fmt.Errorf("it begins with no request line")
	}
	request.Method = line[1]
	var err error
	if request.URL, err = url.Parse(line[2]); err != nil {
		return request, err
	}
	for _, field := range headerField.FindAllStringSubmatch(head[len(line[0]):], -1) {
		request.Header.Add(field[1], field[2])
	}
	if hasBody {
		request.Body = strings.TrimSpace("{" + body)
	}
	return request, nil
}
