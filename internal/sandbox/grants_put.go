package sandbox

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// grantLimit is the most grants that one call can write
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-projects-id-project-grants).
const grantLimit = 100

// urlLimit is what web servers commonly take; none is documented.
const urlLimit = 8 << 10

// putProjectGrants adds or updates up to a hundred grants of a project and
// leaves the others alone
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-projects-id-project-grants).
// What becomes of a call of which a part is wrong is not documented.
func putProjectGrants(c *call) (reply, error) {
	if _, err := c.rbacWorkspace(); err != nil {
		return reply{}, err
	}
	ws, p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	entries, err := c.grantEntries()
	switch {
	case err != nil:
		return reply{}, err
	case entries == nil:
		c.idle = true
		return ok(map[string]any{"data": []any{}})
	case len(entries) == 0:
		return reply{}, badRequest("Bad request: project_grants is missing")
	case len(entries) > grantLimit:
		return reply{}, badRequest("Bad request: project_grants has more than %d entries", grantLimit)
	}
	wanted, refused := ws.customer.grantsWanted(entries)
	if refused != nil && c.sb.readings.GrantBatch == GrantBatchWhole {
		return reply{}, refused
	}
	items := []any{}
	for _, g := range wanted {
		g.project = p
		items = append(items, c.grantObject(ws, c.putGrant(ws, g)))
	}
	switch {
	case refused != nil && c.sb.readings.GrantBatch == GrantBatchRefused:
		return refused.reply(), nil
	case c.sb.readings.GrantReply == GrantReplyProject:
		return c.grantList([]*workspace{ws}, func(g *grant) bool { return g.project == p })
	case c.sb.readings.GrantReply == GrantReplyEmpty:
		return ok(map[string]any{"data": []any{}})
	default:
		return ok(map[string]any{"data": items})
	}
}

// grantsWanted resolves the entries of the bulk call. Those that are wrong are in
// the refusal.
func (cu *customer) grantsWanted(entries []map[string]any) (wanted []*grant, refused *apiError) {
	for i, entry := range entries {
		g, err := cu.grantEntry(entry, i)
		var wrong *apiError
		switch {
		case !errors.As(err, &wrong):
			wanted = append(wanted, g)
		case refused == nil || refused.errors == nil:
			refused = wrong
		default:
			maps.Copy(refused.errors, wrong.errors)
		}
	}
	return wanted, refused
}

// grantEntries reads project_grants from where the chosen reading has it. It is
// nil where it is somewhere else, and nobody minds.
func (c *call) grantEntries() ([]map[string]any, error) {
	if c.sb.readings.GrantParameters == GrantParametersBody {
		body, err := c.body(shape{"project_grants": isObjects})
		if err != nil {
			return nil, err
		}
		return objects(body, "project_grants"), nil
	}
	if len(c.request.URL.RawQuery) > urlLimit {
		return nil, &apiError{status: http.StatusRequestURITooLong, message: "URI too long"}
	}
	entries, err := bracketed(c.request.URL.RawQuery, "project_grants")
	if err == nil && entries == nil && c.sb.readings.GrantParameters == GrantParametersQuery {
		return nil, badRequest("Bad request: param is missing or the value is empty: project_grants")
	}
	return entries, err
}

// bracketed reads a list of objects from a query such as a[][x]=1&a[][y]=2. A new
// object begins with a key that the last one has already, as usual with this
// spelling.
func bracketed(query, name string) ([]map[string]any, error) {
	var list []map[string]any
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		rawKey, rawValue, _ := strings.Cut(pair, "=")
		key, keyErr := url.QueryUnescape(rawKey)
		value, valueErr := url.QueryUnescape(rawValue)
		key, found := strings.CutPrefix(key, name+"[][")
		key, closed := strings.CutSuffix(key, "]")
		if keyErr != nil || valueErr != nil || !found || !closed {
			return nil, badRequest("Bad request: unexpected parameter %q", rawKey)
		}
		if len(list) == 0 || list[len(list)-1][key] != nil {
			list = append(list, map[string]any{})
		}
		list[len(list)-1][key] = value
	}
	return list, nil
}

// grantEntry resolves one entry of the bulk call.
func (cu *customer) grantEntry(entry map[string]any, i int) (*grant, error) {
	fields := shape{"assignment_type": isText, "assignment_id": isID, "project_role_id": isID}
	if err := fields.check(entry); err != nil {
		return nil, err
	}
	if err := required(entry, "assignment_type", "assignment_id", "project_role_id"); err != nil {
		return nil, err
	}
	at := fmt.Sprintf("project_grants[%d]", i)
	var g grant
	var err error
	switch id := idText(entry["assignment_id"]); text(entry, "assignment_type") {
	case "User":
		g.member, err = cu.member(id)
	case "UserGroup":
		g.group, err = cu.group(id)
	default:
		return nil, invalidField(at, "assignment_type must be User or UserGroup")
	}
	if err != nil {
		return nil, invalidField(at, "assignment_id %q does not exist", idText(entry["assignment_id"]))
	}
	if g.role, err = cu.projectRole(idText(entry["project_role_id"])); err != nil {
		return nil, invalidField(at, "project_role_id %q does not exist", idText(entry["project_role_id"]))
	}
	return &g, nil
}

// grantCreator gives the creator of a project the role ProjectAdmin in it, where
// the chosen reading has one.
func (c *call) grantCreator(ws *workspace, p *project) {
	if !c.sb.readings.CreatorGrant || len(ws.customer.members) == 0 {
		return
	}
	for _, r := range ws.customer.projectRoles {
		if r.system() && r.name == "ProjectAdmin" {
			c.putGrant(ws, &grant{project: p, role: r, member: ws.customer.members[0]})
		}
	}
}
