package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// w365Instance is a partner's installation: one key, and all its customers'
// environments in the order of their making.
type w365Instance struct {
	environments []*w365Environment
	lingering    []*w365Lingering
}

// w365Environment is one customer's tenant.
type w365Environment struct {
	name       string
	active     bool
	licenses   int
	adminEmail string
	kind       w365Creation
	created    time.Time

	// hidden is how many lists the environment stays out of, or Never.
	hidden int
	// invited is set until the administrator has registered.
	invited bool
}

// w365Lingering is a deleted environment that lists still show.
type w365Lingering struct {
	environment *w365Environment
	lists       int // that are left, or Never
}

// w365Creation is the way in which an environment came to be.
type w365Creation string

// The ways of creating an environment (support.workspace365.net, "Provisioning
// Environment").
const (
	w365ByHand            w365Creation = "console"
	w365WithPassword      w365Creation = "password"
	w365TemporaryPassword w365Creation = "temporary_password"
	w365Invited           w365Creation = "invite"
)

// addWorkspace365 puts an environment into the instance and the ledger.
func (sb *Sandbox) addWorkspace365(e *w365Environment, c *call) {
	e.created = c.now
	if e.kind == "" {
		e.kind = w365ByHand
	}
	instance := &sb.world.workspace365
	instance.environments = append(instance.environments, e)
	sb.ledger.made(KindWorkspace365Environment, e.key(), e.key(), c.sequence)
}

// key is the natural key: names are the same whatever their case.
func (e *w365Environment) key() string { return strings.ToLower(e.name) }

// removeWorkspace365 takes an environment out of the instance.
func (sb *Sandbox) removeWorkspace365(e *w365Environment, by int) {
	instance := &sb.world.workspace365
	instance.environments = slices.DeleteFunc(instance.environments, func(other *w365Environment) bool { return other == e })
	sb.ledger.deleted(KindWorkspace365Environment, e.key(), by)
}

// The fields of the requests (support.workspace365.net, "Provisioning
// Environment").
var (
	w365PasswordFields = shape{
		"EmailAddress": isText, "EnvironmentName": isText, "FirstName": isText, "LastName": isText, "Password": isText,
	}
	w365TemporaryPasswordFields = shape{"EmailAddress": isText, "EnvironmentName": isText, "FirstName": isText, "LastName": isText}
	w365InviteFields            = shape{"EmailAddress": isText, "EnvironmentName": isText, "LicenseCount": isInteger}
)

// w365Body returns the request's object after comparing it with its fields. That
// every field is required is an assumption, since only the object is marked so;
// the optional ones can be named. Null counts as missing.
func (c *call) w365Body(fields shape, optional ...string) (map[string]any, error) {
	if len(c.raw) == 0 {
		return nil, c.w365BadObject(w365Required("Environment"))
	}
	if !c.sendsJSON() {
		return nil, w365Problem(http.StatusUnsupportedMediaType, "Content-Type must be application/json")
	}
	value, err := decodeBody(c.raw)
	body, isMap := value.(map[string]any)
	if err != nil || !isMap {
		return nil, c.w365BadObject(w365Result{"", "The body must be a JSON object."})
	}
	var results []w365Result
	for _, field := range fields.unknown(body) {
		results = append(results, w365Result{field, fmt.Sprintf("The field %s is not known.", field)})
	}
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if result, wrong := c.w365Check(body, field, fields[field], slices.Contains(optional, field)); wrong {
			results = append(results, result)
		}
	}
	if len(results) > 0 {
		return nil, c.w365BadObject(results...)
	}
	return body, nil
}

// w365BadObject refuses a body that has not the documented fields.
func (c *call) w365BadObject(results ...w365Result) error {
	if c.sb.readings.BadObjectFails {
		return w365Problem(http.StatusInternalServerError, "An error has occurred.")
	}
	return c.w365Invalid(http.StatusBadRequest, results...)
}

// w365Check looks at one field of a body.
func (c *call) w365Check(body map[string]any, field string, want kind, optional bool) (w365Result, bool) {
	value, given := body[field]
	text, isString := value.(string)
	switch {
	case !given && optional:
		return w365Result{}, false
	case value == nil || isString && strings.TrimSpace(text) == "":
		return w365Required(field), true
	case !want.fits(value):
		return w365Result{field, fmt.Sprintf("The %s field %s.", field, words[want])}, true
	case want == isInteger && intOf(value) < 0:
		return w365Result{field, fmt.Sprintf("The %s field must not be negative.", field)}, true
	case field == "EmailAddress":
		address, err := mail.ParseAddress(text)
		return w365Result{field, "The EmailAddress field is not a valid e-mail address."}, err != nil || address.Address != text
	}
	return w365Result{}, false
}

// intOf returns an integer of a body that has been checked.
func intOf(value any) int {
	number, isNumber := value.(json.Number)
	if !isNumber {
		return 0
	}
	n, err := number.Int64()
	if err != nil {
		return 0
	}
	return int(n)
}

// listWorkspace365 follows GET /Environment/. There is no paging, and no way to
// get one environment.
func listWorkspace365(c *call) (reply, error) {
	if len(c.raw) > 0 {
		return reply{}, c.w365NoBody()
	}
	var shown []*w365Environment
	instance := &c.sb.world.workspace365
	for _, e := range instance.environments {
		switch {
		case e.invited && c.sb.readings.InvitedUnlisted, e.hidden < 0:
		case e.hidden > 0:
			e.hidden--
		default:
			shown = append(shown, e)
		}
	}
	for _, l := range instance.lingering {
		if l.lists == 0 {
			continue
		}
		shown = append(shown, l.environment)
		if l.lists > 0 {
			l.lists--
		}
	}
	return c.w365OK(c.w365ListBody(shown))
}

// createWorkspace365 follows POST /Environment/ and POST
// /Environment/?version=2.0, and the example of "creates an empty Environment",
// which has no name in its path. That another version is refused is an
// assumption.
func createWorkspace365(c *call) (reply, error) {
	query := c.request.URL.Query()
	switch {
	case query.Get("version") == "2.0":
		c.endpoint = w365CreateVersion2
		return c.w365CreateWithAdmin(w365TemporaryPassword, w365TemporaryPasswordFields)
	case query.Has("version"):
		return reply{}, c.w365Invalid(http.StatusBadRequest, w365Result{"", "The version is not known."})
	case c.sb.readings.InvitePath != Workspace365InvitePathName && c.looksLikeInvite():
		c.endpoint = Endpoint{http.MethodPost, w365EnvironmentPath}
		return c.w365Invite("")
	}
	return c.w365CreateWithAdmin(w365WithPassword, w365PasswordFields)
}

// looksLikeInvite tells whether a body at /Environment/ is for an empty
// environment: it has none of the fields of a person.
func (c *call) looksLikeInvite() bool {
	value, err := decodeBody(c.raw)
	body, isMap := value.(map[string]any)
	return err == nil && isMap && body["FirstName"] == nil && body["LastName"] == nil && body["Password"] == nil
}

func (c *call) w365CreateWithAdmin(kind w365Creation, fields shape) (reply, error) {
	body, err := c.w365Body(fields)
	if err != nil {
		return reply{}, err
	}
	name, err := c.w365Create(&w365Environment{kind: kind, adminEmail: text(body, "EmailAddress")}, body)
	switch {
	case err != nil:
		return reply{}, err
	case kind == w365TemporaryPassword:
		return c.w365TemporaryPassword(name)
	}
	return c.w365OK(name)
}

// w365Create makes an environment, which is active unless the chosen reading
// says otherwise: the documents do not say.
func (c *call) w365Create(e *w365Environment, body map[string]any) (string, error) {
	name, taken, err := c.w365Name(text(body, "EnvironmentName"))
	if err != nil || taken != nil {
		c.idle = true
		return name, err
	}
	e.name, e.active, e.hidden = name, !c.sb.readings.CreatedInactive, c.sb.readings.ListLag
	c.sb.addWorkspace365(e, c)
	return name, nil
}

// validateWorkspace365 follows POST /Environment/Validate/. It answers with the
// name of "the created Environment", but its description speaks only of
// validating, so nothing is created.
func validateWorkspace365(c *call) (reply, error) {
	body, err := c.w365Body(w365PasswordFields)
	if err != nil {
		return reply{}, err
	}
	name, _, err := c.w365Name(text(body, "EnvironmentName"))
	if err != nil {
		return reply{}, err
	}
	return c.w365OK(name)
}

// inviteWorkspace365 follows POST /Environment/{EnvironmentName}/, the heading of
// "creates an empty Environment".
func inviteWorkspace365(c *call) (reply, error) {
	switch c.sb.readings.InvitePath {
	case Workspace365InvitePathRoot:
		return reply{}, errW365NoSuchPage
	case Workspace365InvitePathRootOnly:
		return reply{}, w365Problem(http.StatusMethodNotAllowed, "The requested resource does not support http method 'POST'.")
	case Workspace365InvitePathName, Workspace365InvitePathBoth:
	}
	return c.w365Invite(c.path("EnvironmentName"))
}

// w365Invite creates an empty environment. The table of its parameters wants the
// name in the body, so it must be there too; that it must agree with the path is
// an assumption.
func (c *call) w365Invite(pathName string) (reply, error) {
	var optional []string
	if !c.sb.readings.LicenseCountRequired {
		optional = append(optional, "LicenseCount")
	}
	body, err := c.w365Body(w365InviteFields, optional...)
	if err != nil {
		return reply{}, err
	}
	if pathName != "" && !strings.EqualFold(pathName, text(body, "EnvironmentName")) {
		return reply{}, c.w365BadName("The EnvironmentName differs from the one in the path.")
	}
	name, err := c.w365Create(&w365Environment{
		kind: w365Invited, adminEmail: text(body, "EmailAddress"), licenses: intOf(body["LicenseCount"]), invited: true,
	}, body)
	if err != nil {
		return reply{}, err
	}
	if c.sb.readings.InviteReply == Workspace365InviteReplyString {
		return c.w365OK(name)
	}
	return c.w365OK(c.w365Object("environmentName", name, "registerUrl",
		fmt.Sprintf("http://%s/%s/Register/sandbox-invitation-%d", c.request.Host, name, c.sequence)))
}

// activateWorkspace365 follows PUT /Environment/{EnvironmentName}/Activate/.
func activateWorkspace365(c *call) (reply, error) { return c.w365SetActive(true) }

// deactivateWorkspace365 follows PUT /Environment/{EnvironmentName}/Deactivate/,
// whose description of success is the same as that of Activate.
func deactivateWorkspace365(c *call) (reply, error) { return c.w365SetActive(false) }

func (c *call) w365SetActive(active bool) (reply, error) {
	// 411 is documented for a missing "Content-Length: 0"; a body that comes in
	// chunks has no length either.
	if c.request.Header.Get("Content-Length") == "" || c.request.ContentLength < 0 {
		return reply{}, w365Problem(http.StatusLengthRequired, "The header \"Content-Length: 0\" is missing")
	}
	if len(c.raw) > 0 {
		return reply{}, c.w365NoBody()
	}
	e := c.sb.world.workspace365.find(c.path("EnvironmentName"))
	if e == nil {
		return reply{}, errW365NotFound
	}
	if e.active == active && c.sb.readings.RepeatedActivationRefused {
		return reply{}, c.w365BadName("The environment is in this state already.")
	}
	e.active = active
	return c.w365Done("The Environment was set to active")
}

// deleteWorkspace365 follows DELETE /Environment/{EnvironmentName}/.
func deleteWorkspace365(c *call) (reply, error) {
	if len(c.raw) > 0 {
		return reply{}, c.w365NoBody()
	}
	instance := &c.sb.world.workspace365
	e := instance.find(c.path("EnvironmentName"))
	if e == nil {
		return reply{}, errW365NotFound
	}
	c.sb.removeWorkspace365(e, c.sequence)
	if lists := c.sb.readings.DeleteLag; lists != 0 {
		instance.lingering = append(instance.lingering, &w365Lingering{environment: e, lists: lists})
	}
	return c.w365Done("The Environment was deleted")
}

func (c *call) w365NoBody() error {
	return c.w365Invalid(http.StatusBadRequest, w365Result{"", "The request must not have a body."})
}
