package workato

import (
	"context"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// familyOf returns the class under which the lists are kept that writes of a class
// change: some lists have a quota of their own.
func familyOf(class string) string {
	switch class {
	case ClassCustomerCreate:
		return ClassCustomers
	case ClassMemberDelete, ClassInvitations:
		return ClassMembers
	case ClassConnectionList:
		return ClassConnections
	case ClassAPIClientLists:
		return ClassAPIClients
	default:
		return class
	}
}

// listName tells a list from all others.
func listName(template string, values []string, query url.Values) string {
	return strings.Join(append([]string{template}, values...), " ") + "?" + query.Encode()
}

// rows returns the rows of a list, which may be shared, see [shared].
func rows[T any](ctx context.Context, c *Client, source shared.Source[T]) iter.Seq2[T, error] {
	return shared.Rows(ctx, c.lists, source)
}

// list pages through a v1 style list (page, per_page).
func list[T identified](c *Client, class, template string, values []string, query url.Values) shared.Source[T] {
	return shared.Source[T]{Name: listName(template, values, query), Family: familyOf(class), Paging: transport.Paging[T]{
		Size: pageSize,
		Key:  keyOf[T],
		Fetch: func(ctx context.Context, number int) (transport.Page[T], error) {
			q := cloned(query)
			q.Set("page", strconv.Itoa(number))
			q.Set("per_page", strconv.Itoa(pageSize))
			return transport.Do(ctx, c.transport, transport.Request{Method: http.MethodGet, Path: transport.NewPath(template, values...), Query: q, Class: class}, page[T])
		},
	}}
}

// whole reads a list that has no pages.
func whole[T identified](c *Client, class, template string, values ...string) shared.Source[T] {
	return shared.Source[T]{Name: listName(template, values, nil), Family: familyOf(class), Paging: transport.Paging[T]{
		Whole: true,
		Key:   keyOf[T],
		Fetch: func(ctx context.Context, _ int) (transport.Page[T], error) {
			return transport.Do(ctx, c.transport, transport.Request{Method: http.MethodGet, Path: transport.NewPath(template, values...), Class: class}, page[T])
		},
	}}
}

func keyOf[T identified](row T) string { return string(row.identifier()) }

func cloned(query url.Values) url.Values {
	if query == nil {
		return url.Values{}
	}
	return maps.Clone(query)
}

// add sends a request that adds an object, and notes down what it has added for those
// who look at the list before they add something. named reports whether the reply shows
// what objects of the kind are looked for by.
func add[T any](ctx context.Context, c *Client, source shared.Source[T], request transport.Request, decode func([]byte) (T, error), named func(T) bool) (T, error) {
	request.Noted = true
	added, err := transport.Do(ctx, c.transport, request, decode)
	if err != nil || !named(added) {
		c.lists.Unclear(source.Family)
		return added, err
	}
	shared.Note(c.lists, source, added)
	return added, nil
}

// rbacList pages through a list of the role-based access model (page[number], page[size]).
func rbacList[T identified](c *Client, class, template string, values []string, query url.Values) shared.Source[T] {
	return rbacListOf[T](c, class, class, template, values, query)
}

// rbacListOf is rbacList for a list that has another quota than the rest of its
// family of endpoints, or whose path may have moved by itself.
func rbacListOf[T identified](c *Client, family, class, template string, values []string, query url.Values) shared.Source[T] {
	return shared.Source[T]{Name: listName(template, values, query), Family: familyOf(class), Paging: transport.Paging[T]{
		Size:         pageSize,
		TotalIsFinal: true,
		Key:          keyOf[T],
		Fetch: func(ctx context.Context, number int) (transport.Page[T], error) {
			q := cloned(query)
			q.Set("page[number]", strconv.Itoa(number))
			q.Set("page[size]", strconv.Itoa(pageSize))
			return read(ctx, c, family, func(ctx context.Context, root string) (transport.Page[T], error) {
				return transport.Do(ctx, c.transport, transport.Request{
					Method: http.MethodGet, Path: transport.NewPath(root+template, values...), Query: q, Class: class,
				}, page[T])
			})
		},
	}}
}
