package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// heading is the first line of a file of --data. The others are the events of a journal.
type heading struct {
	// Sandbox is the version of the format.
	Sandbox int `json:"sandbox"`
	// Empty tells whether the events began in a sandbox without customers.
	Empty bool `json:"empty"`
}

const dataVersion = 1

var errInUse = errors.New("another sandbox is using it")

// dataFile keeps the events of a sandbox. Every event is in it before its answer is sent, so it needs no orderly end.
type dataFile struct {
	*os.File
	// events is what was in it.
	events []byte
	fresh  bool

	warnings io.Writer
	lost     sync.Once
}

// openData opens a file of --data, or makes one, and keeps others out of it until it is closed.
func openData(path string, empty bool, warnings io.Writer) (*dataFile, heading, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600) //nolint:gosec // The file that the user has named.
	if err != nil {
		return nil, heading{}, fmt.Errorf("--data: %w", err)
	}
	d := &dataFile{File: file, warnings: warnings}
	head, err := d.read(path, empty)
	if err != nil {
		_ = file.Close() // nothing was written
		return nil, heading{}, fmt.Errorf("--data %s: %w", path, err)
	}
	return d, head, nil
}

func (d *dataFile) read(path string, empty bool) (heading, error) {
	if err := lock(d.File); err != nil {
		return heading{}, err
	}
	text, err := io.ReadAll(d)
	if err != nil {
		return heading{}, err
	}
	if whole := bytes.LastIndexByte(text, '\n') + 1; whole < len(text) && whole > 0 {
		_, _ = fmt.Fprintf(d.warnings, "Warning: the last line of %s was not written to its end. It is dropped.\n", path)
		text = text[:whole]
		if err := d.Truncate(int64(whole)); err != nil {
			return heading{}, err
		}
	}
	if len(text) == 0 {
		d.fresh = true
		head := heading{Sandbox: dataVersion, Empty: empty}
		line, err := json.Marshal(head)
		if err != nil {
			return heading{}, err
		}
		_, err = d.File.Write(append(line, '\n'))
		return head, err
	}
	head, events, err := split(text)
	d.events = events
	switch {
	case err != nil:
		return head, err
	case head.Sandbox == 0:
		return head, errors.New("it is no data of a sandbox, and is left as it is: choose another file")
	case empty && !head.Empty:
		return head, errors.New("it was begun without --empty: leave that out, or choose another file")
	}
	return head, nil
}

// split takes the heading off, if there is one.
func split(text []byte) (heading, []byte, error) {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	var head heading
	if err := json.Unmarshal(first, &head); err != nil || head.Sandbox == 0 {
		return heading{}, text, nil //nolint:nilerr // What is no heading is an event, or is refused as one.
	}
	if head.Sandbox != dataVersion {
		return head, nil, fmt.Errorf("it is of version %d, and this sandbox reads version %d", head.Sandbox, dataVersion)
	}
	return head, text[len(first):], nil // with its line break, so that lines are counted as in the file
}

// Write implements io.Writer for the journal. The sandbox goes on if the disk is full, and says so once.
func (d *dataFile) Write(p []byte) (int, error) {
	n, err := d.File.Write(p)
	if err != nil {
		d.lost.Do(func() {
			_, _ = fmt.Fprintf(d.warnings, "Error: %s\nThe sandbox goes on, and what happens from now on is not kept.\n", err)
		})
	}
	return n, err
}

// Close implements io.Closer.
func (d *dataFile) Close() error {
	unlock(d.File)
	return d.File.Close()
}

// build makes the sandbox that the options describe, with what is in their files. Closing it releases the file.
func (o options) build(ctx context.Context, log io.Writer) (*sandbox.Sandbox, io.Closer, error) {
	var seed, data []byte
	var kept *dataFile
	empty := o.empty
	if o.seed != "" {
		text, err := os.ReadFile(o.seed)
		if err != nil {
			return nil, nil, fmt.Errorf("--seed: %w", err)
		}
		head, events, err := split(text)
		if err != nil {
			return nil, nil, fmt.Errorf("--seed %s: %w", o.seed, err)
		}
		seed, empty = events, empty || head.Empty
	}
	if o.data != "" {
		opened, head, err := openData(o.data, empty, log)
		if err != nil {
			return nil, nil, err
		}
		kept, data, empty = opened, opened.events, head.Empty
		if !kept.fresh {
			seed = nil // it is in there already
		}
	}
	sb, err := o.fill(ctx, o.sandbox(empty, log), data, seed, kept)
	if err != nil && kept != nil {
		if kept.fresh {
			_ = kept.Truncate(0) // so that the seed is read again once it is right
		}
		_ = kept.Close() // the other error counts
	}
	if kept == nil {
		return sb, io.NopCloser(nil), err
	}
	return sb, kept, err
}

// fill lets happen what is in the files, and arms the faults then.
func (o options) fill(ctx context.Context, sb *sandbox.Sandbox, data, seed []byte, kept *dataFile) (*sandbox.Sandbox, error) {
	if err := sb.Replay(ctx, bytes.NewReader(data)); err != nil {
		return nil, fmt.Errorf("--data %s: %w", o.data, err)
	}
	if kept != nil {
		sb.Journal(kept)
	}
	if err := sb.Replay(ctx, bytes.NewReader(seed)); err != nil {
		return nil, fmt.Errorf("--seed %s: %w", o.seed, err)
	}
	for _, fault := range o.faults {
		sb.InjectFault(fault)
	}
	return sb, nil
}
