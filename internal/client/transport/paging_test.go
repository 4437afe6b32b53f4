package transport_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// rows returns the numbers from first to last.
func rows(first, last int) []int {
	out := []int{}
	for n := first; n <= last; n++ {
		out = append(out, n)
	}
	return out
}

func TestPaging(t *testing.T) {
	t.Parallel()
	type page = transport.Page[int]
	broken := errors.New("page is broken")
	const size = 3
	for name, test := range map[string]struct {
		final bool
		pages []page
		// want are the rows, wantErr the error after them, fetched the pages that
		// were asked for.
		want    []int
		wantErr string
		fetched int
	}{
		"empty":                 {false, []page{{}}, nil, "", 1},
		"short page":            {false, []page{{Items: rows(1, 2)}}, rows(1, 2), "", 1},
		"short second page":     {false, []page{{Items: rows(1, 3)}, {Items: rows(4, 4)}}, rows(1, 4), "", 2},
		"full last page":        {false, []page{{Items: rows(1, 3)}, {Items: rows(4, 6)}, {}}, rows(1, 6), "", 3},
		"full, total final":     {true, []page{{Items: rows(1, 3), Total: 6}, {Items: rows(4, 6), Total: 6}}, rows(1, 6), "", 2},
		"full, total not final": {false, []page{{Items: rows(1, 3), Total: 6}, {Items: rows(4, 6), Total: 6}, {Total: 6}}, rows(1, 6), "", 3},
		"total counts the page": {false, []page{{Items: rows(1, 3), Total: 3}, {Items: rows(4, 6), Total: 3}, {Items: rows(7, 7), Total: 1}}, rows(1, 7), "", 3},
		"final without a total": {true, []page{{Items: rows(1, 3)}, {Items: rows(4, 5)}}, rows(1, 5), "", 2},
		"size capped":           {false, []page{{Items: rows(1, 2), Size: 2}, {Items: rows(3, 4), Size: 2}, {Items: rows(5, 5), Size: 2}}, rows(1, 5), "", 3},
		"size capped, silently": {true, []page{{Items: rows(1, 2), Total: 5}, {Items: rows(3, 4), Total: 5}, {Items: rows(5, 5), Total: 5}}, rows(1, 5), "", 3},
		"size larger":           {false, []page{{Items: rows(1, 2), Size: 100}}, rows(1, 2), "", 1},
		"rows shifted":          {false, []page{{Items: rows(1, 3)}, {Items: []int{3, 4, 5}}, {Items: []int{5, 6}}}, rows(1, 6), "", 3},
		"page repeated": {
			false,
			[]page{{Items: rows(1, 3)}, {Items: rows(1, 3)}},
			rows(1, 3),
			"page 2 of the list repeats rows of the pages before: the list cannot be read to its end", 2,
		},
		"not paged": {false, []page{{Items: rows(1, 5)}, {Items: rows(1, 5)}}, rows(1, 5), "", 2},
		"not paged, and not all": {
			false,
			[]page{{Items: rows(1, 5), Total: 9}, {Items: rows(1, 5), Total: 9}},
			rows(1, 5),
			"page 2 of the list repeats rows of the pages before: the list cannot be read to its end", 2,
		},
		"more counted than come": {
			true,
			[]page{{Items: rows(1, 3), Total: 5}, {Total: 5}},
			rows(1, 3),
			"the list ends after 3 rows although the service counts 5: it may have changed while it was read, try again", 2,
		},
		"none of the counted": {
			false,
			[]page{{Total: 2}},
			nil,
			"the list ends after 0 rows although the service counts 2: it may have changed while it was read, try again", 1,
		},
		"error in page 1": {false, []page{}, nil, "page is broken", 1},
		"error in page 2": {false, []page{{Items: rows(1, 3)}}, rows(1, 3), "page is broken", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fetched := 0
			paging := transport.Paging[int]{
				Size: size, TotalIsFinal: test.final, Key: strconv.Itoa,
				Fetch: func(_ context.Context, number int) (page, error) {
					fetched++
					require.Equal(t, fetched, number)
					if number > len(test.pages) {
						return page{Items: []int{99}}, broken
					}
					return test.pages[number-1], nil
				},
			}
			var got []int
			var gotErr error
			for row, err := range paging.All(t.Context()) {
				require.NoError(t, gotErr, "nothing comes after an error")
				if err != nil {
					gotErr = err
					continue
				}
				got = append(got, row)
			}
			require.Equal(t, test.want, got)
			require.Equal(t, test.fetched, fetched)
			fetched = 0
			collected, err := transport.Collect(paging.All(t.Context()))
			if test.wantErr == "" {
				require.NoError(t, gotErr)
				require.NoError(t, err)
				require.Equal(t, append([]int{}, test.want...), collected)
				return
			}
			require.EqualError(t, gotErr, test.wantErr)
			require.EqualError(t, err, test.wantErr)
			require.Nil(t, collected, "a part of a list must not pass for the whole")
		})
	}
}

func TestPaging_endless(t *testing.T) {
	t.Parallel()
	fetched := 0
	paging := transport.Paging[int]{
		Size: 1, Key: strconv.Itoa,
		Fetch: func(_ context.Context, number int) (transport.Page[int], error) {
			fetched++
			return transport.Page[int]{Items: []int{number}}, nil
		},
	}
	_, err := transport.Collect(paging.All(t.Context()))
	require.EqualError(t, err, "the list does not end after 10000 pages")
	require.Equal(t, transport.MaxPages, fetched)
}

func TestPaging_stopsEarly(t *testing.T) {
	t.Parallel()
	for stop, pages := range map[int]int{1: 1, 3: 1, 4: 2} {
		fetched := 0
		paging := transport.Paging[int]{
			Size: 3, Key: strconv.Itoa,
			Fetch: func(_ context.Context, number int) (transport.Page[int], error) {
				fetched++
				return transport.Page[int]{Items: rows(number*3-2, number*3)}, nil
			},
		}
		for row, err := range paging.All(t.Context()) {
			require.NoError(t, err)
			if row == stop {
				break
			}
		}
		require.Equal(t, pages, fetched, "whoever stops at row %d", stop)
	}
}

func TestPaging_passesContext(t *testing.T) {
	t.Parallel()
	type key struct{}
	paging := transport.Paging[int]{Size: 3, Key: strconv.Itoa, Fetch: func(ctx context.Context, _ int) (transport.Page[int], error) {
		require.Equal(t, "here", ctx.Value(key{}))
		return transport.Page[int]{}, nil
	}}
	got, err := transport.Collect(paging.All(context.WithValue(t.Context(), key{}, "here")))
	require.NoError(t, err)
	require.Empty(t, got)
	require.NotNil(t, got)
}

// Of a list in which rows come and go while it is read, whatever was there from
// beginning to end is returned, exactly once: or there is an error. What is only
// inserted can never hide a row.
func TestPaging_insertionsModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		size := rapid.IntRange(1, 5).Draw(rt, "size")
		list := rows(1, rapid.IntRange(0, 30).Draw(rt, "rows"))
		lasting := slices.Clone(list)
		withTotal := rapid.Bool().Draw(rt, "total")
		paging := transport.Paging[int]{
			Size: size, TotalIsFinal: withTotal, Key: strconv.Itoa,
			Fetch: func(_ context.Context, number int) (transport.Page[int], error) {
				from := min((number-1)*size, len(list))
				page := transport.Page[int]{Items: slices.Clone(list[from:min(from+size, len(list))])}
				if withTotal {
					page.Total = len(list)
				}
				for range rapid.IntRange(0, 2).Draw(rt, "insertions") {
					if len(list) < 60 {
						list = slices.Insert(list, rapid.IntRange(0, len(list)).Draw(rt, "at"), 100+len(list))
					}
				}
				return page, nil
			},
		}
		got, err := transport.Collect(paging.All(t.Context()))
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

func TestFirst(t *testing.T) {
	t.Parallel()
	broken := errors.New("page 2 is missing")
	rows := func(yield func(int, error) bool) {
		_ = yield(1, nil) && yield(2, nil) && yield(0, broken)
	}
	for _, wanted := range []int{1, 2} {
		got, err := transport.First(rows, func(row int) bool { return row == wanted })
		require.NoError(t, err, "what comes after the row is not read")
		require.NotNil(t, got)
		require.Equal(t, wanted, *got)
	}
	got, err := transport.First(rows, func(row int) bool { return row == 3 })
	require.ErrorIs(t, err, broken, "half a list proves no absence")
	require.Nil(t, got)
	got, err = transport.First(func(func(int, error) bool) {}, func(int) bool { return true })
	require.NoError(t, err)
	require.Nil(t, got)
}
