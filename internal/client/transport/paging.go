package transport

import (
	"context"
	"fmt"
	"iter"
	"slices"
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

// maxPasses bounds how often a list is read that changes while it is read.
const maxPasses = 3

// usualSizes are page sizes that services have by default. Where a first page has just
// as many rows, although more were asked for, it may not be the last.
var usualSizes = []int{10, 20, 25, 30, 50}

// All returns the rows of a list, page by page as they are asked for. The last
// pair holds an error if a page could not be read, repeats, or if rows that the
// service counts never came.
//
// A row that is deleted while the list is read moves another one to a page that was
// read before. Where the service counts all rows, that shows, and the list is read
// again for what was missed. Elsewhere nothing shows it, so that no list by itself
// proves that something is gone.
func (p Paging[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		for range maxPasses {
			if again := p.pass(ctx, seen, yield); !again {
				return
			}
		}
		var zero T
		yield(zero, fmt.Errorf("the list changed each time it was read, %d times in all: try again", maxPasses))
	}
}

// pass reads the list once, and returns the rows that were not seen before. It reports
// whether the list must be read again, since it has changed.
func (p Paging[T]) pass(ctx context.Context, seen map[string]bool, yield func(T, error) bool) (again bool) {
	var zero T
	current := map[string]bool{}
	total, size := 0, p.Size
	for number := 1; number <= maxPages; number++ {
		page, err := p.Fetch(ctx, number)
		if err != nil {
			yield(zero, err)
			return false
		}
		fresh := 0
		for _, item := range page.Items {
			key := p.Key(item)
			if !current[key] {
				current[key] = true
				fresh++
			}
			if !seen[key] {
				seen[key] = true
				if !yield(item, nil) {
					return false
				}
			}
		}
		if number == 1 && page.Total == 0 && page.Size == 0 && slices.Contains(usualSizes, len(page.Items)) {
			size = min(size, len(page.Items))
		}
		if p.TotalIsFinal && page.Total > 0 {
			again = again || total > 0 && page.Total != total
			total = page.Total
		}
		last := p.last(page, len(current), size)
		switch {
		case len(page.Items) > 0 && fresh == 0 && page.Total <= len(current) && (len(page.Items) > p.Size || number == 2 && size < p.Size):
			// The first page again, which had more rows than were asked for, or less: the
			// service does not page, and the first answer was the whole list.
			return false
		case last && again:
			return true
		case len(page.Items) > 0 && fresh == 0 && !last:
			yield(zero, fmt.Errorf("page %d of the list repeats rows of the pages before: the list cannot be read to its end", number))
			return false
		case last && page.Total > len(current):
			yield(zero, fmt.Errorf("the list ends after %d rows although the service counts %d: it may have changed while it was read, try again", len(current), page.Total))
			return false
		case last:
			return false
		}
	}
	yield(zero, fmt.Errorf("the list does not end after %d pages", maxPages))
	return false
}

// last reports whether a page ends the list, given how many rows have come and how many
// a full page has.
func (p Paging[T]) last(page Page[T], seen, size int) bool {
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
