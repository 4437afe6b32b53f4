package transport

import (
	"context"
	"fmt"
	"iter"
)

// maxPages bounds a list that never ends.
const maxPages = 10_000

// Page is one page of a list.
type Page[T any] struct {
	// Items are the rows.
	Items []T
	// Total is how many rows the service says there are in all; 0 if it does not.
	Total int
	// Size is the page size that the service says it used; 0 if it does not.
	Size int
}

// Paging describes how a list is paged.
type Paging[T any] struct {
	// Size is the page size that is asked for.
	Size int
	// TotalIsFinal means that Total is documented as the number of all rows, so
	// that the list may end on it. Otherwise Total can only prove that rows are
	// still missing: some services count the page there.
	TotalIsFinal bool
	// Key identifies a row, so that one which moves to the next page while the
	// list is read is returned once.
	Key func(T) string
	// Fetch reads a page, from 1.
	Fetch func(ctx context.Context, number int) (Page[T], error)
}

// All returns the rows of a list, page by page as they are asked for. The last
// pair holds an error if a page could not be read, repeats, or if rows that the
// service counts never came.
func (p Paging[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		seen := map[string]bool{}
		for number := 1; number <= maxPages; number++ {
			page, err := p.Fetch(ctx, number)
			if err != nil {
				yield(zero, err)
				return
			}
			fresh := 0
			for _, item := range page.Items {
				if key := p.Key(item); !seen[key] {
					seen[key] = true
					fresh++
					if !yield(item, nil) {
						return
					}
				}
			}
			last := p.last(page, len(seen))
			if len(page.Items) > p.Size && fresh == 0 && page.Total <= len(seen) {
				// More rows than asked for, and the same again: the service does
				// not page, and the first answer was the whole list.
				return
			}
			if len(page.Items) > 0 && fresh == 0 && !last {
				yield(zero, fmt.Errorf("page %d of the list repeats rows of the pages before: the list cannot be read to its end", number))
				return
			}
			if last {
				if page.Total > len(seen) {
					yield(zero, fmt.Errorf("the list ends after %d rows although the service counts %d: it may have changed while it was read, try again", len(seen), page.Total))
				}
				return
			}
		}
		yield(zero, fmt.Errorf("the list does not end after %d pages", maxPages))
	}
}

// last reports whether a page ends the list, given how many rows have come.
func (p Paging[T]) last(page Page[T], seen int) bool {
	size := p.Size
	if page.Size > 0 {
		// A service that caps the size would make each full page look short.
		size = min(size, page.Size)
	}
	switch {
	case len(page.Items) == 0:
		return true
	case page.Total > seen:
		return false
	case p.TotalIsFinal && page.Total > 0:
		return true
	default:
		return len(page.Items) < size
	}
}

// Collect reads a list to its end.
func Collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	out := []T{}
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// First returns the first row of a list that matches, and reads no further; nil if the
// whole list has none.
func First[T any](rows iter.Seq2[T, error], match func(T) bool) (*T, error) {
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		if match(row) {
			return &row, nil
		}
	}
	return nil, nil
}
