package collaborator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

// roster is one operation on the members of a group.
type roster struct {
	*groupMembersResource
	client          *workato.Client
	customer, group string

	// people are the collaborators of the customer, once they were asked for.
	people []workato.Member
}

func (r *groupMembersResource) roster(client *workato.Client, m *groupMembersModel) *roster {
	return &roster{groupMembersResource: r, client: client, customer: m.ManagedCustomerID.ValueString(), group: m.GroupID.ValueString()}
}

// lock makes changes of one group wait for each other.
func (l *roster) lock(ctx context.Context) (unlock func(), err error) {
	return l.Locks.Lock(ctx, groupMembersTypeName+" "+l.customer+" "+l.group)
}

// users lists the members that have a user id: who is invited is left alone.
func (l *roster) users(ctx context.Context) ([]workato.ID, error) {
	var ids []workato.ID
	for member, err := range l.client.GroupMembers(ctx, l.customer, l.group) {
		if err != nil {
			return nil, err
		}
		if !member.Pending() {
			ids = append(ids, member.UserID)
		}
	}
	return ids, nil
}

// look lists the members, or proves that there is no such group any more. Members who
// are expected must be missing from two lists, a moment apart.
func (l *roster) look(ctx context.Context, expected []workato.ID) (present []workato.ID, how string, err error) {
	found, how, err := parent.Look(ctx, l.client, parent.Search[[]workato.ID]{
		Parent: l.customer, Place: "customer", Kind: "groups", Poll: l.Poll, ByID: true,
		Find: func(ctx context.Context) (*[]workato.ID, error) {
			ids, err := l.users(ctx)
			switch {
			case transport.IsNotFound(err):
				if err = l.noList(ctx, err); transport.IsNotFound(err) {
					return nil, err // Look asks again, and for the customer.
				}
			case err != nil, len(minus(expected, ids)) == 0:
				return &ids, err
			}
			if err := transport.Sleep(ctx, l.Poll); err != nil {
				return nil, err
			}
			if ids, err = l.users(shared.Fresh(ctx)); transport.IsNotFound(err) {
				err = l.noList(ctx, err)
			}
			return &ids, err
		},
	})
	if err != nil || found == nil {
		return nil, how, err
	}
	return *found, "", nil
}

// noList tells a group that is gone from a list that cannot be had: it returns the 404
// of the list if the group answers 404, too.
func (l *roster) noList(ctx context.Context, notFound error) error {
	_, err := l.client.Group(ctx, l.customer, l.group)
	switch {
	case transport.IsNotFound(err):
		return notFound
	case err != nil:
		return err
	default:
		return fmt.Errorf("the group %s answers, but the list of its members does not: %v", l.group, notFound) //nolint:errorlint // It must not count as a 404 any more.
	}
}

// add puts users into the group, and returns those who are in it for it, or may be: what
// cannot be seen to have failed belongs into the state, where the next plan sees to it.
func (l *roster) add(ctx context.Context, ids []workato.ID) (done []workato.ID, err error) {
	done, unclear, err := l.change(ctx, ids, l.client.AddGroupMembers, func(ctx context.Context, ids []workato.ID) ([]workato.ID, error) {
		present, err := l.users(ctx)
		return minus(ids, present), err
	})
	return append(done, unclear...), err
}

// remove takes users out of the group, and returns those who are out of it for it.
func (l *roster) remove(ctx context.Context, ids []workato.ID) (done []workato.ID, err error) {
	done, _, err = l.change(ctx, ids, l.client.RemoveGroupMembers, func(ctx context.Context, ids []workato.ID) ([]workato.ID, error) {
		present, err := l.users(ctx)
		return both(ids, present), err
	})
	return done, err
}

type (
	changing func(ctx context.Context, customer, group string, ids []workato.ID, pending workato.Pending) error
	looking  func(ctx context.Context, ids []workato.ID) (left []workato.ID, err error)
)

// change goes through the ids in batches. What a call did is told by the list: its
// reply is not documented. Where the list cannot be read afterwards, it is unclear.
func (l *roster) change(ctx context.Context, ids []workato.ID, send changing, look looking) (done, unclear []workato.ID, err error) {
	for batch := range slices.Chunk(ids, workato.MembersBatch) {
		begun, left := time.Now(), batch
		err := send(ctx, l.customer, l.group, batch, func(ctx context.Context, ids []workato.ID, sent error) ([]workato.ID, error) {
			now, err := l.await(ctx, begun, sent, func(ctx context.Context) ([]workato.ID, error) { return look(ctx, ids) })
			if err != nil {
				if transport.OutcomeOf(sent) == transport.OutcomeApplied || transport.OutcomeOf(sent) == transport.OutcomeAmbiguous {
					unclear = ids
				}
				return nil, err
			}
			left = now
			return left, l.strangers(ctx, left)
		})
		done = append(done, minus(batch, left)...)
		if err != nil {
			return done, unclear, err
		}
	}
	return done, nil, nil
}

// looks is how often the list is read after a call that was answered with success:
// what it shows may lag.
const looks = 3

// await reads the list until nobody is left. If the answer was lost, it does so until
// the settle time is over; if the call was refused, once.
func (l *roster) await(ctx context.Context, begun time.Time, sent error, look func(context.Context) ([]workato.ID, error)) ([]workato.ID, error) {
	wait := l.Poll
	for count := 1; ; count++ {
		left, err := l.detached(ctx, look)
		if err != nil || len(left) == 0 {
			return left, err
		}
		over := count >= looks
		switch {
		case sent == nil:
		case transport.OutcomeOf(sent) == transport.OutcomeAmbiguous:
			over = time.Since(begun) > l.Settle
		default:
			over = true
		}
		if over {
			return left, nil
		}
		if err := transport.Sleep(ctx, wait); err != nil {
			return left, err
		}
		wait = min(wait*2, 10*time.Second)
	}
}

// detached looks although ctx may have ended: what a write has done should be known.
func (l *roster) detached(ctx context.Context, look func(context.Context) ([]workato.ID, error)) ([]workato.ID, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(l.Settle, 5*time.Second))
	defer cancel()
	return look(ctx)
}

// collaborators are those of the customer. They are read once per operation.
func (l *roster) collaborators(ctx context.Context) ([]workato.Member, error) {
	if l.people == nil {
		people, err := l.client.Members(ctx, l.customer)
		if err != nil {
			return nil, err
		}
		l.people = people
	}
	return l.people, nil
}

// strangerError says that users are no collaborators of the customer.
type strangerError struct {
	ids      []workato.ID
	customer string
	people   []string
}

// Error implements error.
func (e *strangerError) Error() string {
	verb := "is no collaborator"
	if len(e.ids) > 1 {
		verb = "are no collaborators"
	}
	text := fmt.Sprintf("%s %s of the customer %s, and only its own collaborators can be in its groups.", listed(e.ids), verb, e.customer)
	if len(e.people) == 0 {
		return text + " It has none."
	}
	return text + " They are: " + listed(e.people) + "."
}

// strangers returns a [*strangerError] if some of those on whom a call had no effect
// are no collaborators of the customer. If that cannot be told, it is nil.
func (l *roster) strangers(ctx context.Context, left []workato.ID) error {
	if len(left) == 0 {
		return nil
	}
	people, err := l.collaborators(ctx)
	if err != nil {
		return nil //nolint:nilerr // It would only have explained what the call says anyway.
	}
	failure := &strangerError{customer: l.customer, ids: left}
	for _, m := range people {
		failure.ids = minus(failure.ids, []workato.ID{m.ID})
		failure.people = append(failure.people, person(m.Name, m.Email, m.ID))
	}
	if len(failure.ids) == 0 {
		return nil
	}
	return failure
}

// unclearError says that it cannot be told whether members are customer managers.
type unclearError struct {
	ids []workato.ID
	err error
}

// Error implements error.
func (e *unclearError) Error() string {
	return fmt.Sprintf("whether %s are customer managers cannot be told: %v", listed(e.ids), e.err)
}

// Unwrap implements the interface of errors.Unwrap.
func (e *unclearError) Unwrap() error { return e.err }

// removable returns those of the members who may be removed from a group that is
// managed as a whole: collaborators of the customer, and no customer managers, who come
// from the admin workspace. With an [*unclearError], it returns those of whom it is
// certain.
func (l *roster) removable(ctx context.Context, ids []workato.ID) ([]workato.ID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	people, err := l.collaborators(ctx)
	if err != nil {
		return nil, err
	}
	var certain, unclear []workato.ID
	emails := map[workato.ID]string{}
	for _, m := range people {
		emails[m.ID] = m.Email
		switch grant := strings.ToLower(m.GrantType); {
		case !slices.Contains(ids, m.ID), strings.Contains(grant, "manager"):
		case grant == "team":
			certain = append(certain, m.ID)
		default:
			// Samples show other values, too, and do not say whose they are.
			unclear = append(unclear, m.ID)
		}
	}
	if len(unclear) == 0 {
		return certain, nil
	}
	managers, err := l.client.CustomerManagers(ctx)
	if err != nil {
		return certain, &unclearError{ids: unclear, err: err}
	}
	return append(certain, slices.DeleteFunc(unclear, func(id workato.ID) bool {
		return slices.ContainsFunc(managers, func(m workato.CustomerManager) bool {
			return m.User.ID == id || m.User.Email != "" && strings.EqualFold(m.User.Email, emails[id])
		})
	})...), nil
}

// isUnclear returns the [*unclearError] in err, if that is what it is.
func isUnclear(err error) (*unclearError, bool) { return errors.AsType[*unclearError](err) }
