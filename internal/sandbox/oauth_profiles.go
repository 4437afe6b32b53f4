package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
)

// The custom OAuth profiles of a fresh sandbox's admin workspace. The first has the id
// of the sample on docs.workato.com/oem/oem-api/custom-oauth-profiles.
const (
	SeedOAuthProfileID      = 322
	SeedOtherOAuthProfileID = 323
)

// oauthProfiles are the profiles of the admin workspace. They are the product's own
// matter here, since nothing in this API makes one.
var oauthProfiles = []int{SeedOAuthProfileID, SeedOtherOAuthProfileID}

// assignOAuthProfile follows docs.workato.com/oem/oem-api/custom-oauth-profiles.
func assignOAuthProfile(c *call) (reply, error) {
	cu, id, err := c.oauthProfile()
	if err != nil {
		return reply{}, err
	}
	if len(c.raw) > 0 {
		if _, err := c.body(shape{}); err != nil {
			return reply{}, err
		}
	}
	switch _, assigned := cu.oauthProfiles[id]; {
	case assigned && c.sb.readings.OAuthAssignedTwiceRefused:
		return reply{}, invalidField("base", "Custom OAuth profile is already assigned to this customer")
	case assigned:
		c.idle = true
	default:
		cu.oauthProfiles[id] = false
		key := cu.oauthAssignmentID(id)
		c.sb.ledger.made(KindOAuthAssignment, key, key, c.sequence)
	}
	return ok(map[string]any{"result": map[string]any{"success": true}})
}

// unassignOAuthProfile follows the same page: one that is used in the customer
// workspace needs force.
func unassignOAuthProfile(c *call) (reply, error) {
	cu, id, err := c.oauthProfile()
	if err != nil {
		return reply{}, err
	}
	force := false
	for name, values := range c.request.URL.Query() {
		if name != "force" || !slices.Contains([]string{"true", "false"}, values[0]) {
			return reply{}, badRequest("Bad request: unexpected parameter %q", name)
		}
		force = values[0] == "true"
	}
	switch used, assigned := cu.oauthProfiles[id]; {
	case !assigned && c.sb.readings.OAuthNotAssignedMissing:
		return reply{}, errNotFound
	case !assigned:
		return reply{}, invalidField("base", "Custom OAuth profile is not assigned to this customer")
	case used && !force:
		return reply{}, invalidField("base", "Custom OAuth profile is used in the customer workspace")
	}
	cu.removeOAuthAssignment(c.sb.ledger, id, c.sequence)
	return ok(map[string]any{"result": map[string]any{"success": true}})
}

// oauthProfile finds the customer and the profile that the path names.
func (c *call) oauthProfile() (*customer, int, error) {
	cu, err := c.customer()
	if err != nil {
		return nil, 0, err
	}
	id, err := c.pathInt("profile_id")
	if err != nil || !slices.Contains(oauthProfiles, id) {
		return nil, 0, errNotFound
	}
	return cu, id, nil
}

func (cu *customer) oauthAssignmentID(profile int) string {
	return naturalKey(strconv.Itoa(cu.id), strconv.Itoa(profile))
}

func (cu *customer) removeOAuthAssignment(l *ledger, profile, by int) {
	delete(cu.oauthProfiles, profile)
	l.deleted(KindOAuthAssignment, cu.oauthAssignmentID(profile), by)
}

// removeOAuthAssignments removes those of a customer that goes away.
func (cu *customer) removeOAuthAssignments(l *ledger, by int) {
	for _, profile := range slices.Collect(maps.Keys(cu.oauthProfiles)) {
		cu.removeOAuthAssignment(l, profile, by)
	}
}

// UseOAuthProfile lets a connection of a customer use a profile that is assigned.
func (sb *Sandbox) UseOAuthProfile(customerID, profileID int) error {
	return sb.onCustomer(customerID, func(cu *customer) error {
		if _, assigned := cu.oauthProfiles[profileID]; !assigned {
			return fmt.Errorf("profile %d is not assigned to customer %d", profileID, customerID)
		}
		cu.oauthProfiles[profileID] = true
		return nil
	})
}

// oauthProfileRoutes lists the endpoints of assignments.
func (sb *Sandbox) oauthProfileRoutes(add func(class, pattern string, answer handler)) {
	const profile = "/api/managed_users/{id}/custom_oauth_profiles/{profile_id}"
	add(classOAuthProfiles, http.MethodPost+" "+profile+"/assign", assignOAuthProfile)
	add(classOAuthProfiles, http.MethodDelete+" "+profile+"/unassign", unassignOAuthProfile)
}
