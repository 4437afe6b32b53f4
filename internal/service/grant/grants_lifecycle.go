package grant

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// change brings the grants of a project from what they are to what they should be:
// bulk updates for what is new or has another role, and then a call for each that
// goes, since the API has no bulk deletion. In this order, nobody who changes from
// one holder to another is left without access in between.
type change struct {
	client               *workato.Client
	environment, project string
	put, revoke          roles
	// listed are the grants of the project, if they were read already.
	listed []workato.Grant
	// once creates a batch of grants.
	once exactlyonce.Create[[]workato.Grant]

	// reply is any grant of an answer.
	reply workato.Grant
	// lost are the calls whose answer was lost, and whose effect was found.
	lost []error
	// sent are the grants whose fate only a list can tell, and gone those that were
	// revoked.
	sent, gone roles
}

// failure is what ended a change early.
type failure struct {
	err error
	// batch are the grants of the bulk update that failed.
	batch []workato.GrantInput
	// missing are those that the service did not make although it did not refuse.
	missing []workato.Holder
	// holder is whose grant could not be revoked.
	holder workato.Holder
}

// afterwards is the time to find out what a failed change left behind.
const afterwards = 2 * time.Minute

// run carries the change out.
func (c *change) run(ctx context.Context) *failure {
	c.sent, c.gone = roles{}, roles{}
	for batch := range slices.Chunk(c.put.inputs(), workato.GrantLimit) {
		if failed := c.update(ctx, batch); failed != nil {
			return failed
		}
	}
	return c.revokeAll(ctx)
}

// update sends one bulk update. Its answer shows what was done, or else the list of
// the project does. If the answer is lost, the list is read until it shows the
// grants; only if it never does, they are sent once more.
func (c *change) update(ctx context.Context, batch []workato.GrantInput) *failure {
	missing := func(grants []workato.Grant) (out []workato.Holder) {
		for _, input := range batch {
			if !input.ShownIn(grants) {
				out = append(out, input.Holder)
			}
		}
		return out
	}
	looked := false
	once := c.once
	once.ID = func([]workato.Grant) string { return c.project }
	once.Lookup = func(ctx context.Context) ([][]workato.Grant, error) {
		if !looked {
			// That nobody holds any of them was seen before the first call.
			looked = true
			return nil, nil
		}
		grants, err := c.list(ctx)
		if err != nil || len(missing(grants)) > 0 {
			return nil, err
		}
		return [][]workato.Grant{grants}, nil
	}
	once.Send = func(ctx context.Context) ([]workato.Grant, error) {
		return c.client.PutGrants(ctx, c.environment, c.project, batch)
	}
	result, err := once.Run(ctx)
	if err == nil || transport.OutcomeOf(err) == transport.OutcomeAmbiguous {
		for _, input := range batch {
			c.sent[input.Holder] = input.ProjectRoleID
		}
	}
	if err != nil {
		return &failure{err: err, batch: batch}
	}
	for _, g := range result.Object {
		if g.Project.ID != "" {
			c.reply = g
		}
	}
	if result.Lost != nil {
		c.lost = append(c.lost, result.Lost)
	}
	if missing := missing(result.Object); len(missing) > 0 {
		return &failure{
			err:   fmt.Errorf("the API accepted the update, but neither its answer nor the list of the project's grants shows all of it"),
			batch: batch, missing: missing,
		}
	}
	return nil
}

// revokeAll deletes grants by the ids that a list shows. An id may have changed with
// the role since, and something new may not be listed everywhere yet: what is not
// there is looked for once more.
func (c *change) revokeAll(ctx context.Context) *failure {
	left := maps.Clone(c.revoke)
	for round := range 2 {
		if len(left) == 0 {
			return nil
		}
		if err := c.relist(ctx, round > 0); err != nil {
			return &failure{err: err}
		}
		for _, holder := range left.with(rolesIn(c.listed, nil)).holders() {
			err := c.revokeOne(ctx, holder)
			switch {
			case err == nil:
				c.gone[holder] = left[holder]
				delete(left, holder)
			case !transport.IsNotFound(err):
				return &failure{err: err, holder: holder}
			}
		}
	}
	return nil
}

// relist reads the list if there is none yet, or again, a moment later.
func (c *change) relist(ctx context.Context, again bool) (err error) {
	if again {
		if err := transport.Sleep(ctx, c.once.Poll); err != nil {
			return err
		}
	}
	if again || c.listed == nil {
		c.listed, err = c.list(ctx)
	}
	return err
}

// revokeOne deletes what a holder has in the project. A lost answer is resolved by
// the list.
func (c *change) revokeOne(ctx context.Context, holder workato.Holder) error {
	for _, g := range c.listed {
		if g.Holder() != holder {
			continue
		}
		err := c.client.DeleteGrant(ctx, c.environment, string(g.ID))
		if err != nil && transport.OutcomeOf(err) == transport.OutcomeAmbiguous {
			if grants, listErr := c.list(ctx); listErr == nil && !has(grants, holder) {
				err = nil
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func has(grants []workato.Grant, holder workato.Holder) bool {
	return slices.ContainsFunc(grants, func(g workato.Grant) bool { return g.Holder() == holder })
}

func (c *change) list(ctx context.Context) ([]workato.Grant, error) {
	return listGrants(ctx, c.client, c.environment, c.project)
}

// left returns the grants that are there after a failure, those of the wanted
// holders only. Where the list cannot be read, it is what must be supposed: what was
// there before, what was sent and may have arrived, less what was revoked.
func (c *change) left(ctx context.Context, before roles) (present roles, listErr error) {
	// The time for the operation may be over, and what it did must be known all the same.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), afterwards)
	defer cancel()
	grants, err := c.list(ctx)
	if err == nil {
		return rolesIn(grants, c.put).with(before.and(c.put)), nil
	}
	return before.and(c.sent).without(c.gone), err
}

func listGrants(ctx context.Context, client *workato.Client, environment, project string) ([]workato.Grant, error) {
	return transport.Collect(client.Grants(ctx, environment, project))
}
