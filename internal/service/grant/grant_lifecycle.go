package grant

import (
	"context"
	"fmt"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/batch"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

// lockOf is the lock of a grant, which is that of its holder in the project.
func lockOf(m model) string {
	return holderLock(m.EnvironmentID.ValueString(), m.ProjectID.ValueString(), m.holder())
}

// creation describes how a grant is created once. The bulk update adds or changes,
// so it would take over a grant that is there already without a word; the look
// before it prevents that. Its key is the holder in the project.
func (r *grantResource) creation(client *workato.Client, plan *model) exactlyonce.Create[workato.Grant] {
	sent := 0
	return exactlyonce.Create[workato.Grant]{
		Key:   plan.key(),
		Lock:  lockOf(*plan),
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(g workato.Grant) string { return string(g.ID) },
		Lookup: func(ctx context.Context) ([]workato.Grant, error) {
			return find(ctx, client, plan)
		},
		Send: func(ctx context.Context) (workato.Grant, error) {
			send := r.Grants.Do
			if sent++; sent > 1 {
				// Its company may be what made the first call fail.
				send = r.Grants.Alone
			}
			return put(ctx, send, plan, false)
		},
	}
}

// find lists the grants of the holder in the project, of which there is at most one.
func find(ctx context.Context, client *workato.Client, m *model) ([]workato.Grant, error) {
	var out []workato.Grant
	for g, err := range client.Grants(ctx, m.EnvironmentID.ValueString(), m.ProjectID.ValueString()) {
		if err != nil {
			return nil, err
		}
		if g.Holder() == m.holder() {
			out = append(out, g)
		}
	}
	return out, nil
}

// put sends the grant, which exists or not, and returns it as it is then.
func put(ctx context.Context, send func(context.Context, providerdata.GrantScope, workato.GrantInput) (*workato.Grant, error), m *model, exists bool) (workato.Grant, error) {
	input := m.input()
	input.Exists = exists
	scope := providerdata.GrantScope{EnvironmentID: m.EnvironmentID.ValueString(), ProjectID: m.ProjectID.ValueString(), Exists: exists}
	grant, err := send(ctx, scope, input)
	switch {
	case err != nil:
		return workato.Grant{}, batch.Sent(err, workato.GrantNotSent)
	case grant != nil:
		return *grant, nil
	}
	return workato.Grant{}, fmt.Errorf("the API accepted the grant for the %s with role %s, but neither its answer nor the list of the project's grants shows it", m.key(), m.ProjectRoleID.ValueString())
}

// grantsNoun is what grants are called in messages.
const grantsNoun = "project grants"

// look finds the grant by its holder, since its id may have changed with the role;
// after an import by id, by that. A list that lacks it is not believed: it is gone
// only if the read by id says so too, or if the project or the environment is gone.
func (r *grantResource) look(ctx context.Context, client *workato.Client, m model) (found *workato.Grant, how string, err error) {
	environment, id := m.EnvironmentID.ValueString(), m.ID.ValueString()
	absences := r.Absences.Unless(m.ProjectRoleID.IsNull())
	if !m.ProjectID.IsNull() {
		grants, err := find(ctx, client, &m)
		switch {
		case transport.IsNotFound(err):
			how, err = goneWithProject(ctx, client, environment, m.ProjectID.ValueString(), err)
			return nil, how, err
		case err != nil:
			return nil, "", err
		case len(grants) > 0:
			return &grants[0], "", absences.Note(grantsNoun, environment+"/"+id, true)
		case m.ID.IsNull():
			return nil, "the project's grants do not list the holder", nil
		}
	}
	grant, err := client.Grant(ctx, environment, id)
	switch {
	case transport.IsNotFound(err):
		return nil, "The API answers 404 for it, and the project's list of grants lacks it", absences.Note(grantsNoun, environment+"/"+id, false)
	case err != nil:
		return nil, "", err
	default:
		return &grant, "", absences.Note(grantsNoun, environment+"/"+id, true)
	}
}

// revoke deletes the grant. Its id may have changed with the role since it was read
// last, so a 404 is believed only if the holder has no other grant in the project.
func revoke(ctx context.Context, client *workato.Client, m *model) error {
	environment := m.EnvironmentID.ValueString()
	err := client.DeleteGrant(ctx, environment, m.ID.ValueString())
	if !transport.IsNotFound(err) {
		return err
	}
	found, err := find(ctx, client, m)
	for _, g := range found {
		if err = client.DeleteGrant(ctx, environment, string(g.ID)); err != nil {
			break
		}
	}
	if len(found) == 0 && transport.IsNotFound(err) {
		_, err = goneWithProject(ctx, client, environment, m.ProjectID.ValueString(), err)
	}
	return parent.Deleted(ctx, client, environment, err)
}
