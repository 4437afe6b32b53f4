package sandbox

import "strconv"

// pageLimit is the largest page of every list. A larger size is cut down to it
// (docs.workato.com/oem/oem-api/managed-users, "Maximum page size is 100").
const pageLimit = 100

// page is the part of a list that a request asks for.
type page struct{ number, size int }

// pageQuery reads page and per_page, or page[number] and page[size].
func (c *call) pageQuery(numberKey, sizeKey string) page {
	query := c.request.URL.Query()
	number, err := strconv.Atoi(query.Get(numberKey))
	if err != nil || number < 1 {
		number = 1
	}
	size, err := strconv.Atoi(query.Get(sizeKey))
	if err != nil || size < 1 || size > pageLimit {
		size = pageLimit
	}
	return page{number, size}
}

// cut returns the items of list that lie on the page.
func cut[T any](list []T, p page) []T {
	if p.number > len(list)/p.size+1 {
		return []T{}
	}
	start := min((p.number-1)*p.size, len(list))
	return list[start:min(start+p.size, len(list))]
}

// resultList answers a list of the older family, which pages with page and
// per_page (docs.workato.com/oem/oem-api/folders, docs.workato.com/oem/oem-api/projects).
func (c *call) resultList(items []any) (reply, error) {
	items = cut(items, c.pageQuery("page", "per_page"))
	if c.sb.readings.BareLists {
		return ok(items)
	}
	return ok(map[string]any{"result": items})
}

// dataList answers a list of the access control family, which pages with
// page[number] and page[size] (docs.workato.com/en/workato-api/collaborator-groups).
func (c *call) dataList(items []any) (reply, error) {
	p := c.pageQuery("page[number]", "page[size]")
	return ok(map[string]any{
		"data":  cut(items, p),
		"total": len(items),
		"page":  map[string]any{"number": p.number, "size": p.size},
	})
}

// data wraps one object of the access control family.
func data(object any) (reply, error) {
	return ok(map[string]any{"data": object})
}
