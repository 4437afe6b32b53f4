package sandbox

import (
	"slices"
	"strconv"
	"time"
)

// environmentSettings are the elements of environments in a request, by kind.
type environmentSettings map[string]map[string]any

// provisioning is TEST and PROD on their way.
type provisioning struct {
	due      time.Time
	settings environmentSettings
	by       int
}

// environmentSettings reads environments from a body. The elements are those of
// api-docs.workato.com/oem-api/resources/manage-customers/post-managed-users:
// type, external_id and error_notification_emails. Values for DEV that conflict
// with the top level of the body are refused with 400.
func (c *call) environmentSettings(body map[string]any) (environmentSettings, error) {
	typeKey := "type"
	if c.sb.readings.EnvironmentTypeKey {
		typeKey = "environment_type"
	}
	fields := shape{typeKey: isText, "external_id": isText, "error_notification_emails": isText}
	settings := environmentSettings{}
	for _, element := range objects(body, "environments") {
		if err := fields.check(element); err != nil {
			return nil, err
		}
		name := text(element, typeKey)
		if !slices.Contains([]string{dev, test, prod}, name) {
			return nil, invalidField("environments", "%s must be dev, test or prod", typeKey)
		}
		if settings[name] != nil {
			return nil, badRequest("environments: %s is given twice", name)
		}
		settings[name] = element
	}
	for _, field := range []string{"external_id", "error_notification_emails"} {
		top, onTop := body[field]
		nested, inDev := settings[dev][field]
		if onTop && inDev && top != nested {
			return nil, badRequest("environments: %s of dev conflicts with %s", field, field)
		}
	}
	return settings, nil
}

// checkExternalIDs refuses an external id that another workspace has, in the
// words that clients meet: 400 and "External has already been taken".
func (c *call) checkExternalIDs(cu *customer, body map[string]any, settings environmentSettings) error {
	wanted := map[any]string{}
	claim := func(external any, name string) error {
		if external == nil {
			return nil
		}
		if owner, taken := wanted[external]; taken && owner != name {
			return badRequest("External has already been taken")
		}
		wanted[external] = name
		return nil
	}
	if err := claim(body["external_id"], dev); err != nil {
		return err
	}
	for name, setting := range settings {
		if err := claim(setting["external_id"], name); err != nil {
			return err
		}
	}
	for _, other := range c.sb.world.customers {
		for name, external := range other.externalIDs() {
			if owner, clash := wanted[external]; clash && (other != cu || owner != name) {
				return badRequest("External has already been taken")
			}
		}
	}
	return nil
}

// externalIDs lists the external ids of a customer's environments by kind,
// those on their way included.
func (cu *customer) externalIDs() map[string]any {
	list := map[string]any{}
	if cu.provisioning != nil {
		for name, setting := range cu.provisioning.settings {
			list[name] = setting["external_id"]
		}
	}
	for _, ws := range cu.workspaces() {
		list[ws.kind] = ws.externalID
	}
	return list
}

func (c *call) applyEnvironment(ws *workspace, setting map[string]any) {
	if external, given := setting["external_id"]; given {
		ws.externalID = external
	}
	if emails, given := setting["error_notification_emails"]; given {
		ws.errorEmails = c.email(emails)
	}
}

// provisionEnvironments follows "Provision environments" on
// docs.workato.com/oem/oem-api/managed-users. The page's body and reply are not
// public, so no field is taken and the customer is sent. That a second call is
// refused is an assumption; that there is no way back is documented
// (docs.workato.com/oem/embedded-environments).
func provisionEnvironments(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	if len(c.raw) > 0 {
		if _, err := c.body(shape{}); err != nil {
			return reply{}, err
		}
	}
	if cu.test != nil || cu.provisioning != nil {
		return reply{}, badRequest("Environments are already provisioned for this customer")
	}
	c.sb.provision(cu, nil, c.sequence, c.now)
	return c.customerReply(cu)
}

// provision starts to make TEST and PROD, which is finished at once unless the
// chosen reading says otherwise.
func (sb *Sandbox) provision(cu *customer, settings environmentSettings, by int, now time.Time) {
	cu.provisioning = &provisioning{due: now.Add(sb.readings.ProvisionDelay), settings: settings, by: by}
	sb.provisionDue(now)
}

// provisionDue finishes the environments whose time has come. The workspace
// that was there becomes DEV and keeps its id; TEST and PROD get the next ids,
// as in the sample on docs.workato.com/oem/embedded-environments.
func (sb *Sandbox) provisionDue(now time.Time) {
	c := &call{sb: sb, now: now}
	for _, cu := range sb.world.customers {
		if cu.provisioning == nil || now.Before(cu.provisioning.due) {
			continue
		}
		job := cu.provisioning
		cu.provisioning = nil
		cu.test = sb.world.newEnvironment(cu, test)
		cu.prod = sb.world.newEnvironment(cu, prod)
		cu.updated = now
		for _, ws := range []*workspace{cu.test, cu.prod} {
			c.applyEnvironment(ws, job.settings[ws.kind])
			sb.ledger.made(KindEnvironment, strconv.Itoa(ws.id), naturalKey(strconv.Itoa(cu.id), ws.kind), job.by)
		}
	}
}

func (w *world) newEnvironment(cu *customer, name string) *workspace {
	return &workspace{id: next(&w.lastWorkspace), kind: name, customer: cu, home: next(&w.lastFolder)}
}

// environmentObjects shows a customer's environments as the sample on
// docs.workato.com/oem/embedded-environments does: prod, test, dev.
func (c *call) environmentObjects(cu *customer) []any {
	var list []any
	for _, ws := range cu.workspaces() {
		object := map[string]any{
			"id":               c.number(ws.id),
			"environment_type": ws.kind,
			"external_id":      ws.externalID,
		}
		if c.sb.readings.EnvironmentErrorEmails {
			object["error_notification_emails"] = orDefault(ws.errorEmails, cu.fields["notification_email"])
		}
		list = append(list, object)
	}
	return list
}
