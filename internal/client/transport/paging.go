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
	// Whole says that the list has no pages: the first answer is all of it.
	Whole bool
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
func (p Paging[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		reader := p.Reader()
		for more := true; more; {
			var rows []T
			var err error
			rows, more, err = reader.Next(ctx)
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
		}
	}
}

// Reader reads a list page by page.
//
// A row that is deleted while the list is read moves another one to a page that was
// read before. Where the service counts all rows, that shows, and the list is read
// again for what was missed. Elsewhere nothing shows it, so that no list by itself
// proves that something is gone.
type Reader[T any] struct {
	paging Paging[T]
	// seen are the rows that were returned; the other fields are about this pass.
	seen    map[string]bool
	current map[string]bool
	// page is the last page that was read, total what the service counts, and size how
	// many rows a full page has.
	page, total, size int
	passes            int
	again             bool
}

// Reader returns a reader that begins with the first page.
func (p Paging[T]) Reader() *Reader[T] {
	r := &Reader[T]{paging: p, seen: map[string]bool{}}
	r.restart()
	return r
}

// restart begins to read the list from its first page.
func (r *Reader[T]) restart() {
	r.current, r.page, r.total, r.size, r.again = map[string]bool{}, 0, 0, r.paging.Size, false
}

// Next reads one page and returns its rows, without those that were returned before.
// There are no more after an error, which says that a page could not be read, repeats,
// or that rows which the service counts never came.
func (r *Reader[T]) Next(ctx context.Context) (rows []T, more bool, err error) {
	r.page++
	page, err := r.paging.Fetch(ctx, r.page)
	if err != nil {
		return nil, false, err
	}
	rows, fresh := r.take(page.Items)
	if r.page == 1 && page.Total == 0 && page.Size == 0 && slices.Contains(usualSizes, len(page.Items)) {
		r.size = min(r.size, len(page.Items))
	}
	if r.paging.TotalIsFinal && page.Total > 0 {
		r.again = r.again || r.total > 0 && page.Total != r.total
		r.total = page.Total
	}
	more, err = r.judge(page, fresh)
	return rows, more, err
}

// take returns the rows that were not returned before, and how many are new to the pass.
func (r *Reader[T]) take(items []T) (rows []T, fresh int) {
	for _, item := range items {
		key := r.paging.Key(item)
		if !r.current[key] {
			r.current[key] = true
			fresh++
		}
		if !r.seen[key] {
			r.seen[key] = true
			rows = append(rows, item)
		}
	}
	return rows, fresh
}

// judge tells whether there is more to read after a page.
func (r *Reader[T]) judge(page Page[T], fresh int) (more bool, err error) {
	p, count := r.paging, len(r.current)
	last := p.Whole || p.last(page, count, r.size)
	switch {
	case len(page.Items) > 0 && fresh == 0 && page.Total <= count && (len(page.Items) > p.Size || r.page == 2 && r.size < p.Size):
		// The first page again, which had more rows than were asked for, or less: the
		// service does not page, and the first answer was the whole list.
		return false, nil
	case last && r.again:
		if r.passes++; r.passes == maxPasses {
			return false, fmt.Errorf("the list changed each time it was read, %d times in all: try again", maxPasses)
		}
		r.restart()
		return true, nil
	case len(page.Items) > 0 && fresh == 0 && !last:
		return false, fmt.Errorf("page %d of the list repeats rows of the pages before: the list cannot be read to its end", r.page)
	case last && page.Total > count:
		return false, fmt.Errorf("the list ends after %d rows although the service counts %d: it may have changed while it was read, try again", count, page.Total)
	case !last && r.page == maxPages:
		return false, fmt.Errorf("the list does not end after %d pages", maxPages)
	default:
		return !last, nil
	}
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
