package workato

import (
	"context"
	"fmt"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// AccessModel is which of the two models of access control a customer is on.
type AccessModel int

// The models. The current one has environment roles, project roles and groups, the
// legacy one custom roles.
const (
	AccessUnknown AccessModel = iota
	AccessRoleBased
	AccessLegacy
)

// AccessModelOf finds out what can be read about the model of a customer, after a
// refusal that says nothing about it: no endpoint is documented that tells. It takes
// some calls, at most one to each list of roles and one to the customer. The evidence
// is the call that tells, or that there is none.
func (c *Client) AccessModelOf(ctx context.Context, customerID string) (model AccessModel, evidence string) {
	for _, family := range []roleFamily{environmentRoles, projectRoles} {
		if _, err := first(rows(ctx, c, family.list(c, customerID, ""))); err == nil {
			return AccessRoleBased, fmt.Sprintf("GET %s answers", family.collection)
		}
	}
	// An empty list says nothing: a customer on the current model may have one.
	legacy, err := first(c.CustomRoles(ctx, customerID, ""))
	switch {
	case legacy:
		return AccessLegacy, fmt.Sprintf("GET %s/roles lists custom roles of the legacy model", customerPath)
	case transport.IsNotFound(err):
		if _, err := c.Customer(ctx, customerID); transport.IsNotFound(err) {
			return AccessUnknown, "the token does not see this customer at all"
		}
	}
	return AccessUnknown, "no list of roles tells"
}
