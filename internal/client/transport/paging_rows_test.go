package transport_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// shop is a service with a list, and what it makes of paging.
type shop struct {
	list []int
	// size is what it makes of the size that is asked for, if not 0.
	size int
	// counts says that it tells how many rows there are.
	counts bool
	// number is what it makes of the number of the page.
	number func(int) int
	// change changes the list after a page, whose number since the beginning it gets.
	change func(s *shop, fetched int)
	// total is added to what it counts.
	total int

	fetched int
}

func (s *shop) paging(size int) transport.Paging[int] {
	return transport.Paging[int]{
		Size: size, TotalIsFinal: s.counts, Key: strconv.Itoa,
		Fetch: func(_ context.Context, number int) (transport.Page[int], error) {
			s.fetched++
			if s.number != nil {
				number = s.number(number)
			}
			if s.size > 0 {
				size = s.size
			}
			page := transport.Page[int]{Items: []int{}}
			if number > 0 {
				from := min((number-1)*size, len(s.list))
				page.Items = slices.Clone(s.list[from:min(from+size, len(s.list))])
			}
			if s.counts {
				page.Total = len(s.list) + s.total
			}
			if s.change != nil {
				s.change(s, s.fetched)
			}
			return page, nil
		},
	}
}

func without(list []int, row int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(other int) bool { return other == row })
}

// A list of 101 rows is read to its end whatever a service makes of paging, or there is
// an error; and the number of pages is bounded.
func TestPaging_R6_pages(t *testing.T) {
	t.Parallel()
	const asked = 100
	for name, test := range map[string]struct {
		shop    shop
		fails   string
		fetched int
	}{
		"as it should":                   {shop{}, "", 2},
		"as it should, counted":          {shop{counts: true}, "", 2},
		"page 1 only":                    {shop{number: func(int) int { return 1 }}, "repeats rows", 2},
		"page 1 only, counted":           {shop{number: func(int) int { return 1 }, counts: true}, "repeats rows", 2},
		"not paged":                      {shop{size: 1000, number: func(int) int { return 1 }}, "", 2},
		"not paged, counted":             {shop{size: 1000, number: func(int) int { return 1 }, counts: true}, "", 1},
		"pages of 50":                    {shop{size: 50}, "", 3},
		"pages of 50, counted":           {shop{size: 50, counts: true}, "", 3},
		"pages of 20":                    {shop{size: 20}, "", 6},
		"pages of 10, page 1 twice":      {shop{size: 10, number: func(n int) int { return max(1, n-1) }, counts: true}, "repeats rows", 2},
		"pages of 7, counted":            {shop{size: 7, counts: true}, "", 15},
		"page 2 empty, counted":          {shop{size: 50, counts: true, number: func(n int) int { return map[int]int{1: 1, 2: 0}[n] }}, "the list ends after 50 rows although the service counts 101", 2},
		"a page twice":                   {shop{size: 50, counts: true, number: func(n int) int { return map[int]int{1: 1, 2: 2, 3: 2, 4: 3}[n] }}, "repeats rows", 3},
		"page 3 of 250 is page 2, again": {shop{list: rows(1, 250), number: func(n int) int { return min(n, 2) }}, "repeats rows", 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := test.shop
			if service.list == nil {
				service.list = rows(1, 101)
			}
			got, err := transport.Collect(service.paging(asked).All(t.Context()))
			require.Equal(t, test.fetched, service.fetched)
			if test.fails != "" {
				require.ErrorContains(t, err, test.fails)
				require.Nil(t, got)
				return
			}
			require.NoError(t, err)
			require.Equal(t, rows(1, 101), got)
		})
	}
}

// A short list that happens to be as long as a usual page is one, if a service does not
// page. That costs one more call.
func TestPaging_R6_shortList(t *testing.T) {
	t.Parallel()
	for _, length := range []int{0, 1, 9, 10, 11, 20, 25, 50} {
		for _, paged := range []bool{true, false} {
			service := &shop{list: rows(1, length)}
			if !paged {
				service.number = func(int) int { return 1 }
			}
			got, err := transport.Collect(service.paging(100).All(t.Context()))
			require.NoError(t, err)
			require.Len(t, got, length)
			require.LessOrEqual(t, service.fetched, 2)
		}
	}
}

// What is deleted or inserted while a list is read moves other rows across the border of
// a page. Where the service counts, none of them is missed, nor comes any twice.
func TestPaging_R7_rowsMove(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change  func(*shop, int)
		counts  bool
		want    []int
		fetched int
	}{
		"deleted from page 1": {func(s *shop, fetched int) {
			if fetched == 1 {
				s.list = without(s.list, 5)
			}
		}, true, append(rows(1, 100), append(rows(102, 250), 101)...), 6},
		"inserted into page 1": {func(s *shop, fetched int) {
			if fetched == 1 {
				s.list = slices.Insert(s.list, 0, 999)
			}
		}, true, append(rows(1, 250), 999), 7},
		"deleted behind": {func(s *shop, fetched int) {
			if fetched == 1 {
				s.list = without(s.list, 249)
			}
		}, true, append(rows(1, 248), 250), 6},
		// Nothing shows what was missed: a look by id does, before anything is removed.
		"deleted, not counted": {func(s *shop, fetched int) {
			if fetched == 1 {
				s.list = without(s.list, 5)
			}
		}, false, append(rows(1, 100), rows(102, 250)...), 3},
		"inserted, not counted": {func(s *shop, fetched int) {
			if fetched == 1 {
				s.list = slices.Insert(s.list, 0, 999)
			}
		}, false, rows(1, 250), 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &shop{list: rows(1, 250), counts: test.counts, change: test.change}
			got, err := transport.Collect(service.paging(100).All(t.Context()))
			require.NoError(t, err)
			require.Equal(t, test.want, got)
			require.Equal(t, test.fetched, service.fetched)
		})
	}
}

// A list that never holds still is given up.
func TestPaging_R7_neverStill(t *testing.T) {
	t.Parallel()
	service := &shop{list: rows(1, 250), counts: true, change: func(s *shop, fetched int) { s.list = append(s.list, 1000+fetched) }}
	_, err := transport.Collect(service.paging(100).All(t.Context()))
	require.EqualError(t, err, "the list changed each time it was read, 3 times in all: try again")
	require.LessOrEqual(t, service.fetched, 9)
}

// Of a counted list in which rows come and go while it is read, whatever was there from
// beginning to end is returned, exactly once: or there is an error.
func TestPaging_R7_model(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		service := &shop{list: rows(1, rapid.IntRange(0, 30).Draw(rt, "rows")), counts: true}
		lasting, changes := slices.Clone(service.list), rapid.IntRange(0, 3).Draw(rt, "changes")
		service.change = func(s *shop, _ int) {
			// One at a time: an insertion and a deletion would leave the count as it was.
			if changes == 0 || rapid.Bool().Draw(rt, "later") {
				return
			}
			changes--
			if at := rapid.IntRange(0, len(s.list)).Draw(rt, "at"); at < len(s.list) && rapid.Bool().Draw(rt, "delete") {
				lasting = without(lasting, s.list[at])
				s.list = without(s.list, s.list[at])
			} else {
				s.list = slices.Insert(s.list, at, 100+s.fetched)
			}
		}
		got, err := transport.Collect(service.paging(rapid.IntRange(1, 5).Draw(rt, "size")).All(t.Context()))
		if err != nil {
			return
		}
		slices.Sort(got)
		require.Equal(rt, slices.Compact(slices.Clone(got)), got, "a row came twice")
		for _, row := range lasting {
			require.Contains(rt, got, row)
		}
	})
}

// Rows that a service counts and does not send are never taken for gone in silence.
func TestPaging_R8_countedButNotSent(t *testing.T) {
	t.Parallel()
	for _, counts := range []bool{true, false} {
		service := &shop{list: rows(1, 240), counts: true, total: 10}
		paging := service.paging(100)
		paging.TotalIsFinal = counts
		got, err := transport.Collect(paging.All(t.Context()))
		require.EqualError(t, err, "the list ends after 240 rows although the service counts 250: it may have changed while it was read, try again", fmt.Sprint(counts))
		require.Nil(t, got)
	}
}
