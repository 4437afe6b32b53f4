package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// defaultTimeZone is the one in the sample of "Provision Embedded Environments
// for customers" (docs.workato.com/oem/embedded-environments).
const defaultTimeZone = "Pacific Time (US & Canada)"

// createFields is the list on
// api-docs.workato.com/oem-api/resources/manage-customers/post-managed-users.
var createFields = shape{
	"name": isText, "notification_email": isText, "plan_id": isText, "external_id": isText,
	"origin_url": isText, "frame_ancestors": isText, "full_embedding": isFlag, "time_zone": isText,
	"whitelisted_apps": isTexts, "oauth_id": isText, "auth_settings": isObject,
	"environments": isObjects, "provision_environments": isFlag,
}

// updateFields is the list on
// api-docs.workato.com/oem-api/resources/manage-customers/put-managed-users-managed-user-id.
var updateFields = shape{
	"name": isText, "notification_email": isText, "plan_id": isText, "external_id": isText,
	"origin_url": isText, "frame_ancestors": isText, "full_embedding": isFlag, "time_zone": isText,
	"whitelisted_apps": isTexts, "auth_settings": isObject, "environments": isObjects, "team_name": isText,
	"admin_notification_emails": isText, "error_notification_emails": isText, "in_trial": isFlag,
	"task_limit_adjustment": isID, // an integer that the page writes in quotes
	"custom_task_limit":     isInteger,
	// The page lists the start of billing; its name is assumed to be that of
	// the field in replies.
	"current_billing_period_start": isText,
}

// createCustomer follows
// api-docs.workato.com/oem-api/resources/manage-customers/post-managed-users.
func createCustomer(c *call) (reply, error) {
	body, err := c.body(createFields)
	if err != nil {
		return reply{}, updateOnly(err, c.raw)
	}
	if err := required(body, "name", "notification_email"); err != nil {
		return reply{}, err
	}
	cu := c.sb.world.newCustomer(c)
	settings, err := c.environmentSettings(body)
	if err != nil {
		return reply{}, err
	}
	wanted := body["provision_environments"] == true
	if !wanted && (settings[test] != nil || settings[prod] != nil) {
		return reply{}, badRequest("environments: TEST and PROD need provision_environments")
	}
	if err := c.checkCustomer(cu, body, settings); err != nil {
		return reply{}, err
	}
	c.applyCustomer(cu, body, settings)

	c.sb.world.adopt(c, cu)
	if wanted && !c.sb.readings.ProvisionIgnoredAtCreate {
		c.sb.provision(cu, settings, c.sequence, c.now)
	}
	return c.customerReply(cu)
}

// updateOnly turns the refusal of a field that only the update takes into one
// that says so. The page on creation does not list these fields.
func updateOnly(err error, raw []byte) error {
	value, decodeErr := decodeBody(raw)
	body, isMap := value.(map[string]any)
	if decodeErr != nil || !isMap {
		return err
	}
	for field := range body {
		_, create := createFields[field]
		if _, update := updateFields[field]; update && !create {
			return badRequest("Bad request: %s can only be set on an existing customer", field)
		}
	}
	return err
}

// listCustomers follows docs.workato.com/en/oem/oem-api/managed-users.html,
// "List customers". The envelope is the one that clients see. A customer's
// environments are nested in its row and have no rows of their own.
func listCustomers(c *call) (reply, error) {
	items := []any{}
	if !c.sb.customersGone {
		for _, cu := range c.sb.world.customers {
			if cu.shows() {
				items = append(items, c.customerObject(cu))
			}
		}
	}
	p := c.pageQuery("page", "per_page")
	list := cut(items, p)
	if c.sb.readings.BareLists {
		return ok(list)
	}
	return ok(map[string]any{"result": list, "count": len(items), "page": p.number, "per_page": p.size})
}

// getCustomer follows
// api-docs.workato.com/oem-api/resources/manage-customers/get-managed-users-managed-user-id.
func getCustomer(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		if ghost := c.sb.world.ghost(c.path("id")); ghost != nil && !c.sb.customersGone {
			return c.customerReply(ghost)
		}
		return reply{}, err
	}
	if !cu.shows() {
		return reply{}, errNotFound
	}
	return c.customerReply(cu)
}

// updateCustomer follows
// api-docs.workato.com/oem-api/resources/manage-customers/put-managed-users-managed-user-id:
// only the properties in the body change, and null clears one.
func updateCustomer(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(updateFields)
	if err != nil {
		return reply{}, err
	}
	if err := notBlank(body, "name", "notification_email"); err != nil {
		return reply{}, err
	}
	settings, err := c.environmentSettings(body)
	if err != nil {
		return reply{}, err
	}
	if cu.test == nil && (settings[test] != nil || settings[prod] != nil) {
		return reply{}, badRequest("environments: the customer has neither TEST nor PROD")
	}
	if err := c.checkCustomer(cu, body, settings); err != nil {
		return reply{}, err
	}
	c.applyCustomer(cu, body, settings)
	cu.updated = c.now
	c.sb.ledger.renamed(KindCustomer, strconv.Itoa(cu.id), cu.key())
	return c.customerReply(cu)
}

// deleteCustomer follows docs.workato.com/oem/oem-api/managed-users, "Delete
// customer". Deletion removes all data of the customer
// (docs.workato.com/oem/admin-console); that TEST and PROD are part of it, and
// the reply, are assumptions.
func deleteCustomer(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	if reads := c.sb.readings.DeletedCustomerLingers; reads > 0 {
		c.sb.world.lingering = append(c.sb.world.lingering, &lingering{customer: cu, reads: reads})
	}
	c.sb.world.removeCustomer(c.sb.ledger, cu, c.sequence)
	return done()
}

func (c *call) customerReply(cu *customer) (reply, error) {
	if c.sb.readings.WrapCustomers {
		return ok(map[string]any{"result": c.customerObject(cu)})
	}
	return ok(c.customerObject(cu))
}

// newCustomer makes a customer with the defaults that replies to creations
// show (docs.workato.com/oem/embedded-environments, "Sample response"). New
// workspaces use the current access control model (docs.workato.com/en/user-accounts-and-teams/role-based-access).
func (w *world) newCustomer(c *call) *customer {
	cu := &customer{shy: c.newborn(), stamps: stamped(c.now), oauthProfiles: map[int]bool{}}
	cu.fields = map[string]any{
		"plan_id":   c.sb.plans[0],
		"time_zone": defaultTimeZone,
		"in_trial":  false,
	}
	cu.dev = &workspace{kind: dev, customer: cu}
	return cu
}

// adopt gives a new customer its ids and makes it part of the world.
func (w *world) adopt(c *call, cu *customer) {
	cu.id = next(&w.lastWorkspace)
	cu.dev.id = cu.id
	cu.dev.home = next(&w.lastFolder)
	if !cu.legacy {
		w.addSystemRoles(c, cu)
	}
	w.seedAPIClientRoles(cu)
	w.customers = append(w.customers, cu)
	c.sb.ledger.made(KindCustomer, strconv.Itoa(cu.id), cu.key(), c.sequence)
}

// key is the natural key of a customer: its external id, or else its name.
func (cu *customer) key() string {
	if external, isString := cu.dev.externalID.(string); isString {
		return "external_id=" + external
	}
	return "name=" + text(cu.fields, "name")
}

// removeCustomer removes a customer with everything that it holds.
func (w *world) removeCustomer(l *ledger, cu *customer, by int) {
	for _, ws := range cu.workspaces() {
		for _, p := range slices.Clone(ws.projects) {
			ws.removeProject(l, p, by)
		}
		ws.removeProperties(l, by, func(*property) bool { return true })
		ws.removeConnectionsIn(l, ws.home, by)
		if ws.kind != dev {
			l.deleted(KindEnvironment, strconv.Itoa(ws.id), by)
		}
	}
	for _, m := range cu.members {
		l.deleted(KindMember, strconv.Itoa(m.id), by)
	}
	for _, invited := range cu.invitations {
		l.deleted(KindMemberInvitation, strconv.Itoa(invited.id), by)
	}
	for _, g := range cu.groups {
		for _, ms := range g.members {
			l.deleted(KindGroupMember, membershipID(g, ms.member), by)
		}
		l.deleted(KindUserGroup, g.id, by)
	}
	for _, k := range []*roleKind{environmentRole, projectRole} {
		for _, r := range *k.of(cu) {
			l.deleted(k.name, r.id, by)
		}
	}
	for _, r := range cu.legacyRoles {
		l.deleted(KindCustomRole, strconv.Itoa(r.id), by)
	}
	cu.removeAPIClients(l, by)
	cu.removeOAuthAssignments(l, by)
	l.deleted(KindCustomer, strconv.Itoa(cu.id), by)
	w.customers = slices.DeleteFunc(w.customers, func(other *customer) bool { return other == cu })
}

// lingering is a deleted customer that reads still show.
type lingering struct {
	customer *customer
	reads    int
}

// ghost finds a deleted customer that still answers, and counts the read.
func (w *world) ghost(id string) *customer {
	for _, l := range w.lingering {
		external, byExternalID := strings.CutPrefix(id, "E")
		same := strconv.Itoa(l.customer.id) == id || byExternalID && l.customer.dev.externalID == external
		if same && l.reads > 0 {
			l.reads--
			return l.customer
		}
	}
	return nil
}
