package collaborator

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// invitationInterval is how long Workato does not take a second invitation of the same
// address to the same workspace (OEM API, Customer workspace collaborators, Rate limits).
const invitationInterval = 20 * time.Minute

// patience is the longest wait for quota after which an invitation is sent again. A
// longer one, or none that is named, may be the 20 minutes.
const patience = time.Minute

// lockOfCollaborator is the natural key.
func lockOfCollaborator(m *collaboratorModel) string {
	return collaboratorTypeName + " " + m.ManagedCustomerID.ValueString() + " " + strings.ToLower(m.Email.ValueString())
}

// managerError says that the address belongs to a customer manager.
type managerError struct{ member workato.Member }

// Error implements error.
func (e *managerError) Error() string { return managerDetail(e.member) }

func managerDetail(member workato.Member) string {
	return fmt.Sprintf("%s (user %s) is a customer manager: somebody of your own, who comes from the admin workspace and has the same role in all environments of the customers. Customer managers are managed in the admin workspace, and this resource leaves them alone. Remove it from the configuration; if it is in the state, with a removed block and destroy = false.",
		member.Email, member.ID)
}

// lookUp returns the member who is the collaborator, or nil, and counts the people that
// the customer has. A customer manager is an error.
func lookUp(ctx context.Context, client *workato.Client, m *collaboratorModel, people *int) (*workato.Member, error) {
	members, err := client.Members(ctx, m.ManagedCustomerID.ValueString())
	if err != nil {
		return nil, err
	}
	*people = 0
	for _, member := range members {
		if manager, _ := member.Manager(); !manager {
			*people++
		}
	}
	found := one(m.among(members))
	if found == nil {
		return nil, nil
	}
	// If it cannot be told, the API refuses what it does not want.
	if manages, _ := manages(ctx, client, *found); manages {
		return nil, &managerError{*found}
	}
	return found, nil
}

// manages reports whether a member is a customer manager. Where grant_type does not say
// it, the list of customer managers does; the error is that of this list.
func manages(ctx context.Context, client *workato.Client, member workato.Member) (bool, error) {
	if manager, known := member.Manager(); known {
		return manager, nil
	}
	managers, err := client.CustomerManagers(ctx)
	return slices.ContainsFunc(managers, func(m workato.CustomerManager) bool { return m.Is(member) }), err
}

// whoIs names a member so that an import finds all that it needs: whom the API shows
// without an e-mail address, as it may do with people who were added by oauth_id, is
// the one of the configuration.
func whoIs(member workato.Member, plan *collaboratorModel) string {
	if member.Email == "" {
		return string(member.ID) + ":" + plan.Email.ValueString()
	}
	return string(member.ID)
}

func keyOf(m *collaboratorModel) string {
	return fmt.Sprintf("e-mail address %q", m.Email.ValueString())
}

// absent is an error if the person is a member already.
func absent(ctx context.Context, client *workato.Client, m *collaboratorModel, people *int) error {
	member, err := lookUp(ctx, client, m, people)
	if err == nil && member != nil {
		err = &exactlyonce.ExistsError{Key: keyOf(m), IDs: []string{whoIs(*member, m)}}
	}
	return err
}

// creation describes how a collaborator is added once. Its key is the e-mail address.
func (r *collaboratorResource) creation(client *workato.Client, plan *collaboratorModel, people *int) exactlyonce.Create[workato.Member] {
	return exactlyonce.Create[workato.Member]{
		Key: keyOf(plan), Lock: lockOfCollaborator(plan), Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(member workato.Member) string { return whoIs(member, plan) },
		Lookup: func(ctx context.Context) ([]workato.Member, error) {
			found, err := lookUp(ctx, client, plan, people)
			if found == nil {
				return nil, err
			}
			return []workato.Member{*found}, err
		},
		Send: func(ctx context.Context) (workato.Member, error) {
			return client.AddMember(ctx, plan.ManagedCustomerID.ValueString(), plan.addition())
		},
	}
}

// invitation is one that was sent.
type invitation struct {
	at time.Time
	// lost is why the answer is not known.
	lost error
	// joined is who turned up while it was being sent.
	joined *workato.Member
}

// send sends an invitation, once. Whether a lost one went out can be read nowhere, and
// a second one would be refused for 20 minutes or send a second e-mail; so it counts as
// sent. The only thing that is repeated is what was refused for a moment, for want of
// quota, and only if nobody turned up by then.
func (r *collaboratorResource) send(ctx context.Context, client *workato.Client, m *collaboratorModel) (invitation, error) {
	customer := m.ManagedCustomerID.ValueString()
	for attempt := 0; ; attempt++ {
		sent := invitation{at: time.Now()}
		err := client.InviteMember(ctx, customer, m.invitation())
		wait := retryAfter(err)
		switch {
		case err == nil:
			return sent, nil
		case transport.OutcomeOf(err) == transport.OutcomeAmbiguous && !transport.IsNotFound(err):
			sent.lost = err
			return sent, nil
		case attempt > 0, wait <= 0, wait > patience:
			return invitation{}, m.taken(ctx, client, err)
		}
		if transport.Sleep(ctx, wait) != nil {
			return invitation{}, err
		}
		people := 0
		member, lookupErr := lookUp(ctx, client, m, &people)
		if lookupErr != nil {
			return invitation{}, lookupErr
		}
		if member != nil {
			sent.joined = member
			return sent, nil
		}
	}
}

// taken turns a refusal into an [exactlyonce.ExistsError] if the person has become a
// member since the look before.
func (m *collaboratorModel) taken(ctx context.Context, client *workato.Client, refusal error) error {
	if !transport.IsTaken(refusal) {
		return refusal
	}
	people := 0
	if member, err := lookUp(ctx, client, m, &people); err == nil && member != nil {
		return &exactlyonce.ExistsError{Key: keyOf(m), IDs: []string{whoIs(*member, m)}, Err: refusal}
	}
	return refusal
}

// retryAfter is how long a refusal for want of quota asks to wait, or 0.
func retryAfter(err error) time.Duration {
	if failure, ok := asTransport(err); ok && failure.Status == http.StatusTooManyRequests {
		return failure.RetryAfter
	}
	return 0
}

// member looks whether the invitation has made a collaborator at once. The documents
// say that an e-mail goes out where the address belongs to no user, and not what happens
// where it does.
func (i invitation) member(ctx context.Context, client *workato.Client, m *collaboratorModel) (*workato.Member, error) {
	if i.joined != nil {
		return i.joined, nil
	}
	people := 0
	return lookUp(ctx, client, m, &people)
}

// warn tells that it is not known whether the invitation was sent.
func (i invitation) warn(m *collaboratorModel, diags *diag.Diagnostics) {
	if i.lost == nil || !m.pending() {
		return
	}
	diags.AddWarning(m.title()+": it is not known whether the invitation was sent",
		fmt.Sprintf("The call ended without a usable answer (%v), and the API shows no invitations. It was not repeated, and counts as sent: the collaborator is in the state as pending.\n\nAsk the person whether an e-mail has come. If not, change invitation_trigger in 20 minutes at the earliest, at %s, and apply: that sends it again.",
			i.lost, i.at.Add(invitationInterval).UTC().Format(time.RFC3339)))
}

// tooSoon is how long an invitation cannot be sent again yet, or 0.
func tooSoon(state collaboratorModel) time.Duration {
	at, err := time.Parse(time.RFC3339, state.InvitedAt.ValueString())
	if err != nil {
		return 0
	}
	return max(0, invitationInterval-time.Since(at))
}

func tooSoonDetail(state collaboratorModel, wait time.Duration) string {
	return fmt.Sprintf("%s was invited at %s, and Workato takes an invitation of the same address to the same workspace once in 20 minutes: the next one in %s.\n\nApply again then; the plan stays the same. Nothing was sent.",
		state.Email.ValueString(), state.InvitedAt.ValueString(), minutes(wait))
}

// minutes writes a wait for people, rounded up to minutes, or to seconds below one.
func minutes(wait time.Duration) string {
	unit, name := time.Minute, "minute"
	if wait < time.Minute {
		unit, name = time.Second, "second"
	}
	count := int((wait + unit - 1) / unit)
	if count != 1 {
		name += "s"
	}
	return fmt.Sprintf("%d %s", count, name)
}
