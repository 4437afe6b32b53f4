package workspace

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// maxPoll bounds the wait between two lists.
const maxPoll = 10 * time.Second

// lockOf is the lock of all writes to an instance: nothing says that it takes two at
// once, and while one creates, what is new in the list is its own.
func lockOf(client *workspace365.Client) string { return typeName + " " + client.Instance() }

// admin is the administrator to create.
func (m *model) admin() workspace365.Admin {
	return workspace365.Admin{
		Email: m.AdminEmail.ValueString(), FirstName: m.AdminFirstName.ValueString(), LastName: m.AdminLastName.ValueString(),
		Password: m.AdminPasswordWO.ValueString(),
	}
}

// creation describes how an environment is created once. Its key is its name; as
// the service may keep another one, what is new since the request counts too, if
// the service said that it worked.
func (r *environmentResource) creation(client *workspace365.Client, config model) exactlyonce.Create[workspace365.Created] {
	name := config.Name.ValueString()
	var before map[string]bool
	var last error
	return exactlyonce.Create[workspace365.Created]{
		Key: fmt.Sprintf("name %q", name), Lock: lockOf(client), Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(c workspace365.Created) string { return c.Name },
		Lookup: func(ctx context.Context) ([]workspace365.Created, error) {
			// What is new since is told from what was there at the very time.
			rows, err := client.Environments(shared.Fresh(ctx))
			if err != nil {
				return nil, err
			}
			if before == nil {
				before = map[string]bool{}
				for _, row := range rows {
					before[strings.ToLower(row.Name)] = true
				}
			}
			found := matching(rows, name, before, last)
			if last != nil && len(found) == 0 {
				if names := since(rows, before); len(names) > 0 {
					return nil, &newcomersError{names: names}
				}
			}
			return found, nil
		},
		Send: func(ctx context.Context) (workspace365.Created, error) {
			created, err := send(ctx, client, config)
			if err == nil && before[strings.ToLower(created.Name)] {
				// Not ours, whatever the service means by it.
				err = &transport.Error{
					Outcome: transport.OutcomeRefused, Method: http.MethodPost, Route: "/Environment/", Status: http.StatusOK,
					Message: fmt.Sprintf("the answer names the environment %q, which was there before; it is not taken over", created.Name),
				}
			}
			last = err
			return created, err
		},
	}
}

// matching returns what may be the environment: before the request, one of its name;
// after it, a new one of its name, or the only new one at all, if the request was
// answered with a success that could not be read.
func matching(rows []workspace365.Environment, name string, before map[string]bool, last error) []workspace365.Created {
	var same, others []workspace365.Created
	for _, row := range rows {
		isNew := !before[strings.ToLower(row.Name)]
		if workspace365.Same(row.Name, name) && (isNew || last == nil) {
			same = append(same, workspace365.Created{Name: row.Name})
		}
		if isNew {
			others = append(others, workspace365.Created{Name: row.Name})
		}
	}
	failure, ok := errors.AsType[*transport.Error](last)
	// A page with a 200 is no success: the API may never have seen the call.
	succeeded := ok && !failure.WebPage && failure.Status >= 200 && failure.Status < 300
	if len(same) == 0 && succeeded {
		return others
	}
	return same
}

// since returns the names that were not there before.
func since(rows []workspace365.Environment, before map[string]bool) []string {
	var names []string
	for _, row := range rows {
		if !before[strings.ToLower(row.Name)] {
			names = append(names, row.Name)
		}
	}
	return names
}

// newcomersError says that a request of which no success was seen was followed by
// environments of other names. As the service may change a name, one of them may be
// what the request made, so it must not be sent again; but as it may be somebody
// else's, it is not taken over either.
type newcomersError struct{ names []string }

// Error implements error.
func (e *newcomersError) Error() string {
	return "the list has environments of other names that were not there before: " + strings.Join(e.names, ", ")
}

func send(ctx context.Context, client *workspace365.Client, config model) (workspace365.Created, error) {
	name := config.Name.ValueString()
	switch config.mode() {
	case modePassword:
		return client.Create(ctx, name, config.admin())
	case modeInvite:
		var licenses *int64
		if known(config.LicenseCount) {
			count := config.LicenseCount.ValueInt64()
			licenses = &count
		}
		return client.CreateEmpty(ctx, name, config.AdminEmail.ValueString(), licenses)
	default:
		return client.CreateV2(ctx, name, config.admin())
	}
}

// finish waits until the new environment is listed, and brings its activation about,
// again and again until it has worked or the time is over. It returns the listed
// environment, or nil if it does not appear within the settle time.
func (r *environmentResource) finish(ctx context.Context, client *workspace365.Client, m model, wanted types.Bool) (*workspace365.Environment, error) {
	var activation error
	listed, err := r.awaitListed(ctx, client, m)
	if !known(wanted) {
		return listed, err
	}
	for wait := r.Poll; ; wait = min(wait*2, maxPoll) {
		if listed != nil && listed.Active != nil && *listed.Active == wanted.ValueBool() {
			return listed, nil
		}
		if activation = r.setActive(ctx, client, m, wanted.ValueBool()); activation == nil {
			return listed, nil
		}
		final := transport.OutcomeOf(activation) == transport.OutcomeRefused && !transport.IsNotFound(activation)
		if final || transport.Sleep(ctx, wait) != nil {
			return listed, activation
		}
		if row, err := r.listed(ctx, client, m); err == nil && row != nil {
			listed = row
		}
	}
}

func (r *environmentResource) awaitListed(ctx context.Context, client *workspace365.Client, m model) (*workspace365.Environment, error) {
	ctx, cancel := context.WithTimeout(ctx, max(r.Settle, r.Poll))
	defer cancel()
	for wait := r.Poll; ; wait = min(wait*2, maxPoll) {
		row, err := r.listed(ctx, client, m)
		if row != nil {
			return row, nil
		}
		if ctx.Err() != nil {
			// The end of the wait is no failure of the list.
			return nil, nil
		}
		if transport.Sleep(ctx, wait) != nil {
			return nil, err
		}
	}
}

// listed reads the list anew and returns the environment, or nil.
func (r *environmentResource) listed(ctx context.Context, client *workspace365.Client, m model) (*workspace365.Environment, error) {
	rows, err := client.Environments(ctx)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if workspace365.Same(rows[i].Name, m.EnvironmentName.ValueString()) {
			return &rows[i], nil
		}
	}
	return nil, nil
}

// setActive activates or deactivates. Whether the call may be repeated is not
// documented, so a failure is a success if the list shows the wanted state.
func (r *environmentResource) setActive(ctx context.Context, client *workspace365.Client, m model, active bool) error {
	unlock, err := r.Locks.Lock(ctx, lockOf(client))
	if err != nil {
		return err
	}
	defer unlock()
	for attempt := 0; ; attempt++ {
		failure := client.SetActive(ctx, m.pathName(), active)
		if failure == nil || transport.HasStatus(failure, http.StatusForbidden, http.StatusUnauthorized) {
			return failure
		}
		row, err := r.listed(ctx, client, m)
		shown := err == nil && row != nil && row.Active != nil
		switch {
		case shown && *row.Active == active:
			return nil
		case !shown, attempt > 0, transport.OutcomeOf(failure) != transport.OutcomeAmbiguous, transport.Sleep(ctx, r.Poll) != nil:
			return failure
		}
	}
}

// awaitDeletion reads the list until it lacks the environment, or the settle time is
// over; after a 404 once, and after another refusal not at all. unread is why the last
// list could not be read.
func (r *environmentResource) awaitDeletion(ctx context.Context, client *workspace365.Client, m model, failure error) (gone bool, unread error) {
	notFound := transport.IsNotFound(failure)
	if failure != nil && !notFound && transport.OutcomeOf(failure) != transport.OutcomeAmbiguous {
		return false, nil
	}
	until := time.Now().Add(max(r.Settle, r.Poll))
	for wait := r.Poll; ; wait = min(wait*2, maxPoll) {
		row, err := r.listed(ctx, client, m)
		if err == nil && row == nil {
			return true, nil
		}
		left := time.Until(until)
		if notFound || left <= 0 || transport.Sleep(ctx, min(wait, left)) != nil {
			return false, err
		}
	}
}

// remove deletes the environment. Only a good list that lacks it proves that it is
// gone: a 404 may come from a wrong URL. If the answer was lost, and it is still there
// when the settle time is over, it is deleted once more: not before, as a deletion that
// comes late could meet the next environment of the name.
func (r *environmentResource) remove(ctx context.Context, client *workspace365.Client, m model, diags *diag.Diagnostics) {
	unlock, err := r.Locks.Lock(ctx, lockOf(client))
	if err != nil {
		operation("delete").Failed(diags, err)
		return
	}
	defer unlock()
	failure := client.Delete(ctx, m.pathName())
	gone, unread := r.awaitDeletion(ctx, client, m, failure)
	if !gone && unread == nil && failure != nil && transport.OutcomeOf(failure) == transport.OutcomeAmbiguous && ctx.Err() == nil {
		failure = client.Delete(ctx, m.pathName())
		gone, unread = r.awaitDeletion(ctx, client, m, failure)
	}
	if gone {
		return
	}
	if failure != nil {
		operation("delete").Failed(diags, failure)
		return
	}
	if unread != nil {
		diags.AddWarning(fmt.Sprintf("%s %s was deleted, which could not be confirmed", typeName, m.EnvironmentName.ValueString()),
			"The API accepted the deletion, but the list that would show it could not be read ("+unread.Error()+"). It is no longer in the state. Look at the instance whether it is gone.")
		return
	}
	diags.AddWarning(fmt.Sprintf("%s %s was deleted but is still listed", typeName, m.EnvironmentName.ValueString()),
		fmt.Sprintf("The API accepted the deletion, but the list still had the environment %s later. It is no longer in the state. Look at the instance whether it disappears.", r.Settle))
}

// unlistedMark is the key of the private state that remembers that an environment was
// never yet seen in the list: one that was invited may not be there until somebody
// registers, and is gone only if it was there. The mark is for what is not listed, and
// not for what is, since Terraform drops private state where a tainted environment
// could not be deleted.
const unlistedMark = "environment_unlisted"

func markUnlisted(ctx context.Context, private declared.Writer, unlisted bool, diags *diag.Diagnostics) {
	diags.Append(private.SetKey(ctx, unlistedMark, strconv.AppendBool(nil, unlisted))...)
}

func neverListed(ctx context.Context, private declared.Reader, diags *diag.Diagnostics) bool {
	data, d := private.GetKey(ctx, unlistedMark)
	diags.Append(d...)
	return string(data) == "true"
}
