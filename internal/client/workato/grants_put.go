package workato

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// GrantLimit is the most grants that one bulk update takes (OEM API, Project
// grants, Update project grants).
const GrantLimit = 100

// GrantInput is one entry of the bulk update.
type GrantInput struct {
	Holder        Holder
	ProjectRoleID ID
	// Exists says that the holder has a grant, which is given another role: an update of
	// such grants alone is sent again if its answer is lost. One that adds is not, since
	// by then somebody else may have done so.
	Exists bool
}

// ShownIn reports whether a list has the grant with this holder and role.
func (i GrantInput) ShownIn(grants []Grant) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool {
		return g.Holder() == i.Holder && g.ProjectRole.ID == i.ProjectRoleID
	})
}

type grantEntry struct {
	AssignmentType string `json:"assignment_type"`
	AssignmentID   ID     `json:"assignment_id"`
	ProjectRoleID  ID     `json:"project_role_id"`
}

type grantsBody struct {
	ProjectGrants []grantEntry `json:"project_grants"`
}

func (i GrantInput) entry() grantEntry {
	kind := "User"
	if i.Holder.Group {
		kind = "UserGroup"
	}
	return grantEntry{AssignmentType: kind, AssignmentID: i.Holder.ID, ProjectRoleID: i.ProjectRoleID}
}

// GrantNotSent is the error of grants that were not sent because of err.
func GrantNotSent(err error) error { return transport.NotSent(http.MethodPut, grantsPath, err) }

// GrantAtFault reports whether the refusal of several grants may be the fault of some of
// them, and not of the token or the quota.
func GrantAtFault(err error) bool {
	return transport.OutcomeOf(err) == transport.OutcomeRefused && transport.HasStatus(err,
		http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
}

// PutGrants adds or updates up to [GrantLimit] grants of a project (OEM API,
// Project grants, Update project grants; 60 calls a minute). Holders that are not
// named keep theirs. It returns the grants of the reply, which may be those of the
// whole project, or, where the reply does not show all that was sent, the grants of
// the project: what is missing there was not done, although the service did not say
// so. Whether a refused update may have done a part is not documented.
//
// The reference lists project_grants under the query parameters, where a JSON body
// is likelier. So the body is sent, and only where it evidently was not looked at,
// the same goes into the query, once: where the refusal misses the parameter, or
// where the call succeeds and nothing has changed. An update that adds or changes
// can be sent again without harm.
func (c *Client) PutGrants(ctx context.Context, environmentID, projectID string, inputs []GrantInput) ([]Grant, error) {
	root, err := root(ctx, c, ClassGrants, func(ctx context.Context, root string) error {
		_, err := transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(root+grantsPath, environmentID, projectID),
			Query: url.Values{"page[number]": {"1"}, "page[size]": {"1"}}, Class: ClassGrants,
		}, page[Grant])
		return err
	})
	if err != nil {
		return nil, err
	}
	put := grantsPut{
		client: c, inputs: inputs, path: transport.NewPath(root+grantsPath, environmentID, projectID),
		list: func() ([]Grant, error) { return transport.Collect(c.Grants(ctx, environmentID, projectID)) },
	}
	grants, err := put.run(ctx)
	if err != nil || slices.ContainsFunc(inputs, func(i GrantInput) bool { return !i.ShownIn(grants) }) {
		c.lists.Unclear(ClassGrants)
		return grants, err
	}
	shared.Note(c.lists, c.projectGrants(environmentID, projectID), grants...)
	return grants, nil
}

// grantsPut is one bulk update, in whichever form.
type grantsPut struct {
	client *Client
	path   transport.Path
	inputs []GrantInput
	// list reads the grants of the project.
	list func() ([]Grant, error)
}

// run sends the grants in the form that the service takes.
func (p *grantsPut) run(ctx context.Context) ([]Grant, error) {
	c := p.client
	if c.grantsInQuery.Load() {
		return p.inQuery(ctx)
	}
	grants, err := p.inBody(ctx)
	if err != nil && !lacksGrants(err) || err == nil && p.anyIn(grants) {
		return grants, err
	}
	again, refusal := p.inQuery(ctx)
	switch {
	case refusal == nil && p.anyIn(again):
		c.grantsInQuery.Store(true)
		return again, nil
	case refusal == nil || lacksGrants(refusal):
		// Nothing is won by the query: the first answer is the one to tell of.
		return grants, err
	default:
		return nil, refusal
	}
}

// anyIn reports whether a list has any of the grants.
func (p *grantsPut) anyIn(grants []Grant) bool {
	return slices.ContainsFunc(p.inputs, func(i GrantInput) bool { return i.ShownIn(grants) })
}

// inBody sends the grants as JSON.
func (p *grantsPut) inBody(ctx context.Context) ([]Grant, error) {
	body := grantsBody{ProjectGrants: make([]grantEntry, 0, len(p.inputs))}
	for _, input := range p.inputs {
		body.ProjectGrants = append(body.ProjectGrants, input.entry())
	}
	reply, err := p.send(ctx, transport.Request{Body: body})
	if err != nil {
		return nil, err
	}
	return p.confirmed(reply)
}

// queryBatch is how many grants go into one query. A hundred of them make a URL of
// 20 kB, and web servers refuse what is longer than 8.
const queryBatch = 25

// inQuery sends the grants as query parameters.
func (p *grantsPut) inQuery(ctx context.Context) ([]Grant, error) {
	var replies []Grant
	for batch := range slices.Chunk(p.inputs, queryBatch) {
		reply, err := p.send(ctx, transport.Request{RawQuery: grantsQuery(batch)})
		if err != nil {
			return nil, err
		}
		replies = append(replies, reply...)
	}
	return p.confirmed(replies)
}

func (p *grantsPut) send(ctx context.Context, request transport.Request) ([]Grant, error) {
	request.Method, request.Path, request.Class, request.Noted = http.MethodPut, p.path, ClassGrants, true
	request.Repeatable = !slices.ContainsFunc(p.inputs, func(i GrantInput) bool { return !i.Exists })
	reply, err := transport.Do(ctx, p.client.transport, request, page[Grant])
	return reply.Items, err
}

// confirmed returns the reply if it shows all grants, and else the list of the
// project: replies are documented as a list of grants, and not of which.
func (p *grantsPut) confirmed(reply []Grant) ([]Grant, error) {
	if !slices.ContainsFunc(p.inputs, func(i GrantInput) bool { return !i.ShownIn(reply) }) {
		return reply, nil
	}
	grants, err := p.list()
	if err != nil {
		// Not wrapped: that the list was refused does not mean that the update was.
		return nil, fmt.Errorf("the update of the grants was accepted, but its answer does not show all of them, and their list cannot be read: %s", err.Error())
	}
	return grants, nil
}

// grantsQuery writes grants as bracketed query parameters. Their order tells where
// an entry begins, which url.Values would not keep.
func grantsQuery(inputs []GrantInput) string {
	var pairs []string
	add := func(name, value string) {
		pairs = append(pairs, url.QueryEscape("project_grants[]["+name+"]")+"="+url.QueryEscape(value))
	}
	for _, input := range inputs {
		entry := input.entry()
		add("assignment_type", entry.AssignmentType)
		add("assignment_id", string(entry.AssignmentID))
		add("project_role_id", string(entry.ProjectRoleID))
	}
	return strings.Join(pairs, "&")
}

// lacksGrants reports whether a refusal says that the parameter project_grants, or
// the body, is missing: in other words, that the grants are looked for elsewhere.
func lacksGrants(err error) bool {
	failure, ok := errors.AsType[*transport.Error](err)
	if !ok || failure.Outcome != transport.OutcomeRefused || !transport.HasStatus(err, http.StatusBadRequest, http.StatusUnprocessableEntity) {
		return false
	}
	text := strings.ToLower(failure.Message)
	holds := func(words ...string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
	}
	return holds("project_grants", "body") && holds("missing", "required", "blank", "empty")
}
