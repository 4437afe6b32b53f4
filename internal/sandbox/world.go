package sandbox

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// The kinds of workspace that a customer can have.
const (
	dev  = "dev"
	test = "test"
	prod = "prod"
)

// world holds every object that lives in the sandbox.
type world struct {
	customers []*customer
	lingering []*lingering

	// The admin workspace.
	collaborators []*collaborator
	managers      []*manager

	workspace365 w365Instance
	parked       *w365Instance // while another one answers in its place

	lastWorkspace, lastFolder, lastProject, lastMember, lastRole, lastOpaque int
	lastInvitation, lastCollaborator, lastManager                            int
	lastConnection                                                           int
	lastAPIClient, lastAPIClientRole                                         int
}

func newWorld(offset int) *world {
	// The ids start apart, so that a mix-up of kinds shows. The first customer
	// made after the seed is 209, as in the sample of "Provision Embedded
	// Environments for customers" (docs.workato.com/oem/embedded-environments).
	w := &world{
		lastWorkspace: 208, lastFolder: 4500, lastProject: 60000, lastMember: 7000, lastRole: 300, lastConnection: 36000, lastInvitation: 800, lastCollaborator: 4320, lastManager: 1233,
		lastAPIClient: 40900, lastAPIClientRole: 26700,
	}
	for _, last := range []*int{
		&w.lastWorkspace, &w.lastFolder, &w.lastProject, &w.lastMember, &w.lastRole, &w.lastConnection, &w.lastInvitation,
		&w.lastCollaborator, &w.lastManager, &w.lastAPIClient, &w.lastAPIClientRole,
	} {
		*last += offset
	}
	return w
}

func next(counter *int) int {
	*counter++
	return *counter
}

// opaqueID makes ids that look like those of the access control endpoints, such
// as pf-APHDLgAD-cTXBtz (docs.workato.com/en/workato-api/collaborator-groups).
func (w *world) opaqueID(prefix string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", prefix, next(&w.lastOpaque)))
	name := make([]byte, 14)
	for i := range name {
		name[i] = letters[int(sum[i])%len(letters)]
	}
	return fmt.Sprintf("%s-%s-%s", prefix, name[:8], name[8:])
}

// customer is a managed user: one workspace, or three once Environments are
// provisioned.
type customer struct {
	id     int
	legacy bool // not on the current access control model
	shy
	stamps

	// fields holds what requests set, under the API's own names, except what
	// belongs to the DEV environment.
	fields map[string]any

	dev, test, prod *workspace

	// provisioning is set while TEST and PROD are on their way.
	provisioning *provisioning

	members          []*member
	invitations      []*invitation
	groups           []*group
	environmentRoles []*role
	projectRoles     []*role
	legacyRoles      []*legacyRole
	apiClients       []*apiClient
	apiClientRoles   []*apiClientRole

	// oauthProfiles are the custom OAuth profiles that are assigned, and whether a
	// connection uses them.
	oauthProfiles map[int]bool
}

// workspaces lists the customer's environments that exist, in the order of the
// sample on docs.workato.com/oem/embedded-environments.
func (cu *customer) workspaces() []*workspace {
	if cu.test == nil {
		return []*workspace{cu.dev}
	}
	return []*workspace{cu.prod, cu.test, cu.dev}
}

// workspace is one environment of a customer. Each has an id of its own; that
// of DEV is the customer's (docs.workato.com/oem/embedded-environments).
type workspace struct {
	id          int
	kind        string
	customer    *customer
	externalID  any
	errorEmails any

	home       int // id of the home folder
	folders    []*folder
	projects   []*project
	grants     []*grant
	properties []*property

	connections []*connection
}

// stamps are the two timestamps that most objects carry.
type stamps struct{ created, updated time.Time }

func stamped(now time.Time) stamps { return stamps{now, now} }

func (s stamps) in(object map[string]any) map[string]any {
	object["created_at"] = timestamp(s.created)
	object["updated_at"] = timestamp(s.updated)
	return object
}

// timestamp writes times as the samples do.
func timestamp(t time.Time) string { return t.Format("2006-01-02T15:04:05.000-07:00") }

// shy objects stay out of the first reads that would have shown them.
type shy struct{ hidden int }

// shows tells whether a read shows the object, and counts the read.
func (s *shy) shows() bool {
	if s.hidden > 0 {
		s.hidden--
		return false
	}
	return true
}
