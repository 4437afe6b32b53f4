package sandbox

import (
	"crypto/subtle"
	"fmt"
	"mime"
	"net/http"
	"strings"
)

// The paths of the Provisioning API. All lie below /Provisioning
// (support.workspace365.net, "Provisioning API") and end in a slash
// (support.workspace365.net, "Provisioning Environment").
const (
	w365Prefix           = "/Provisioning/"
	w365EnvironmentsPath = "/Provisioning/Environment/"
	w365EnvironmentPath  = "/Provisioning/Environment/{EnvironmentName}/"
	w365ValidatePath     = "/Provisioning/Environment/Validate/"
	w365ActivatePath     = "/Provisioning/Environment/{EnvironmentName}/Activate/"
	w365DeactivatePath   = "/Provisioning/Environment/{EnvironmentName}/Deactivate/"
)

// w365SignInPath is the home page of the app registration that the manual setup
// of single sign-on describes (support.workspace365.net, "Manual setup of SSO").
const w365SignInPath = "/SignIn"

// workspace365Routes adds every endpoint of "Provisioning Environment"
// (support.workspace365.net).
func (sb *Sandbox) workspace365Routes(mux *routeTable) {
	add := func(method, template string, answer handler) {
		rt := &route{sb: sb, method: method, template: template, class: classWorkspace365, admit: admitWorkspace365, answer: answer}
		mux.Handle(method+" "+template+"{$}", rt)
		mux.Handle(method+" "+strings.TrimSuffix(template, "/"), rt) // admitWorkspace365 sees to the slash
	}
	add(http.MethodGet, w365EnvironmentsPath, listWorkspace365)
	add(http.MethodPost, w365EnvironmentsPath, createWorkspace365)
	add(http.MethodPost, w365ValidatePath, validateWorkspace365)
	add(http.MethodPost, w365EnvironmentPath, inviteWorkspace365)
	add(http.MethodPut, w365ActivatePath, activateWorkspace365)
	add(http.MethodPut, w365DeactivatePath, deactivateWorkspace365)
	add(http.MethodDelete, w365EnvironmentPath, deleteWorkspace365)

	// The page that a redirect to the sign-in leads to, for clients that follow.
	mux.Handle("GET "+w365SignInPath, &route{
		sb: sb, method: http.MethodGet, template: w365SignInPath,
		admit:  func(*call, *route) error { return nil },
		answer: func(*call) (reply, error) { return html(http.StatusOK, loginPage), nil },
	})
}

// meantForWorkspace365 tells whose refusal a request gets that no endpoint
// answers: a client of the Provisioning API that has lost the prefix of the path
// must not hear of the other API's token.
func meantForWorkspace365(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path+"/", w365Prefix) ||
		r.Header.Get("ProvisioningKey") != "" && !strings.HasPrefix(r.URL.Path, "/api/")
}

// w365Unknown answers paths and methods that the API does not have.
func w365Unknown(*call) (reply, error) { return reply{}, errW365NoSuchPage }

// admitWorkspace365 checks what all endpoints ask for. In which order they do is
// not documented: the pieces in front of the API come first, then the API.
func admitWorkspace365(c *call, rt *route) error {
	readings, header := c.sb.readings.Workspace365Readings, c.request.Header
	if readings.WrongPrefix || !strings.HasPrefix(c.request.URL.Path, w365Prefix) {
		return errW365NoSuchPage
	}
	if err := c.w365Slash(rt); err != nil {
		return err
	}
	// The header is documented for every call (support.workspace365.net,
	// "Provisioning API"); what happens without it is not. A page for people is
	// what an application sends to those who do not say that they are a script.
	if !readings.HeadersOptional && header.Get("X-Requested-With") != "XMLHttpRequest" {
		return &w365Error{reason: "X-Requested-With is missing", answer: elsewhere(http.StatusFound, w365SignInPath)}
	}
	if err := c.w365Key(); err != nil {
		return err
	}
	if !readings.HeadersOptional && !admitsJSON(header.Values("Accept")) {
		return w365Problem(http.StatusNotAcceptable, "Accept does not admit application/json")
	}
	return nil
}

// w365Slash answers a path that lacks its last slash as the chosen reading says.
func (c *call) w365Slash(rt *route) error {
	if strings.HasSuffix(c.request.URL.Path, "/") || rt.template == "" {
		return nil
	}
	switch c.sb.readings.MissingSlash {
	case Workspace365MissingSlashServed:
		return nil
	case Workspace365MissingSlashNotFound:
		return errW365NoSuchPage
	case Workspace365MissingSlashRedirect:
	}
	location := c.request.URL.EscapedPath() + "/"
	if query := c.request.URL.RawQuery; query != "" {
		location += "?" + query
	}
	return &w365Error{reason: "the slash at the end is missing", answer: elsewhere(http.StatusMovedPermanently, location)}
}

// w365Key checks the key. The three causes of a 403, and their words, are those
// of GET /Environment/ (support.workspace365.net, "Provisioning Environment").
// That a missing header is one that does not match is an assumption.
func (c *call) w365Key() error {
	switch c.sb.readings.Access {
	case Workspace365AccessDisabled:
		return c.w365Forbidden("The Provisioning API is not enabled in the configuration.")
	case Workspace365AccessNoKey:
		return c.w365Forbidden("The Provisioning Key in the configuration is not defined or empty.")
	case Workspace365AccessOpen:
	}
	key := c.request.Header.Get("ProvisioningKey")
	if subtle.ConstantTimeCompare([]byte(key), []byte(c.sb.currentProvisioningKey())) != 1 {
		return c.w365Forbidden("The Provisioning Key in the header does not match the configured value.")
	}
	return nil
}

// currentProvisioningKey is the one key that is valid: there is no second one,
// and a new one revokes the old at once (support.workspace365.net, "Request new
// provisioning key (CR-13)").
func (sb *Sandbox) currentProvisioningKey() string {
	if sb.keyRenewals == 0 {
		return sb.provisioningKey
	}
	return fmt.Sprintf("%s-renewed-%d", sb.provisioningKey, sb.keyRenewals)
}

// admitsJSON tells whether Accept asks for JSON, which every example does
// (support.workspace365.net, "Provisioning Environment"). To say nothing is not
// to ask.
func admitsJSON(accept []string) bool {
	for _, line := range accept {
		for item := range strings.SplitSeq(line, ",") {
			mediaType, parameters, err := mime.ParseMediaType(item)
			if err != nil || parameters["q"] == "0" {
				continue
			}
			switch mediaType {
			case "application/json", "application/*", "*/*":
				return true
			}
		}
	}
	return false
}
