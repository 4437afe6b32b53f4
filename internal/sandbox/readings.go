package sandbox

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"
	"time"
)

// Readings are the answers to questions that the public documents leave open.
// The zero value is the plainest reading of the newest pages. A provider is
// right when it works under every combination.
type Readings struct {
	// RBACPaths tells under which paths groups, environment roles, project
	// roles and project grants answer: the pages show both /api/managed_users
	// and /api/v2/managed_users. Paths that are off answer 404.
	RBACPaths RBACPaths `json:"rbac_paths"`

	// StringIDs sends ids that the samples show as numbers as strings.
	StringIDs bool `json:"string_ids"`
	// WrapCustomers sends {"result": customer} instead of the bare object.
	WrapCustomers bool `json:"wrap_customers"`
	// BareLists sends lists that the samples wrap in "result" as bare arrays.
	BareLists bool `json:"bare_lists"`
	// WrapFolders answers the creation of a folder with {"result": folder}.
	WrapFolders bool `json:"wrap_folders"`
	// EnvironmentTypeKey expects "environment_type" instead of "type" in the
	// environments of a request.
	EnvironmentTypeKey bool `json:"environment_type_key"`
	// FolderReplyHasProjectID adds is_project and project_id to folders.
	FolderReplyHasProjectID bool `json:"folder_reply_has_project_id"`
	// AuthSettingsInFull sends back more of auth_settings than its type. The
	// certificate is never sent.
	AuthSettingsInFull bool `json:"auth_settings_in_full"`
	// EnvironmentErrorEmails shows error_notification_emails in environments.
	EnvironmentErrorEmails bool `json:"environment_error_emails"`

	// GrantIDChanges gives a project grant a new id when its role changes.
	GrantIDChanges bool `json:"grant_id_changes"`
	// DevIDReachesAll lets the DEV id address projects and grants of TEST and
	// PROD too.
	DevIDReachesAll bool `json:"dev_id_reaches_all"`
	// ProvisionIgnoredAtCreate ignores provision_environments when a customer
	// is created.
	ProvisionIgnoredAtCreate bool `json:"provision_ignored_at_create"`
	// ProvisionDelay is how long TEST and PROD take to appear.
	ProvisionDelay time.Duration `json:"provision_delay"`
	// LowercaseEmails trims e-mail addresses and turns them to lower case.
	LowercaseEmails bool `json:"lowercase_emails"`
	// TrimNames trims names.
	TrimNames bool `json:"trim_names"`

	// ProjectLag keeps a new project out of that many lists.
	ProjectLag int `json:"project_lag"`
	// ReadLag keeps a new object out of that many reads and lists that would
	// have shown it.
	ReadLag int `json:"read_lag"`
	// DeletedCustomerLingers answers that many reads of a deleted customer as
	// if it were still there.
	DeletedCustomerLingers int `json:"deleted_customer_lingers"`

	// QuotaPerMinute limits requests for each class of endpoints, see
	// [DocumentedQuotas]. Classes that are not named are not limited. The one of
	// Workspace 365, which documents no limit, is workspace365.
	QuotaPerMinute map[string]int `json:"quota_per_minute,omitempty"`

	// GroupReadings are those of the members of collaborator groups.
	GroupReadings
	// ManagerReadings are those of customer managers.
	ManagerReadings
	// GrantReadings are those of project grants.
	GrantReadings
	// FolderReadings are those of folders.
	FolderReadings
	// PropertyReadings are those of properties.
	PropertyReadings
	// RoleReadings are those of environment roles and project roles.
	RoleReadings

	// APIClientReadings are those of developer API clients and OAuth profiles.
	APIClientReadings
	// MemberReadings are those of collaborators and invitations.
	MemberReadings
	// Workspace365Readings are those of the Workspace 365 Provisioning API.
	Workspace365Readings

	// ConnectionReadings are those of connections.
	ConnectionReadings
}

// RBACPaths names the versions of a path that answer.
type RBACPaths string

// The versions of the paths of the access control endpoints.
const (
	RBACPathsBoth RBACPaths = "both"
	RBACPathsV1   RBACPaths = "v1"
	RBACPathsV2   RBACPaths = "v2"
)

func (RBACPaths) words() []string {
	return []string{string(RBACPathsBoth), string(RBACPathsV1), string(RBACPathsV2)}
}

// UnmarshalText accepts both, v1 and v2.
func (p *RBACPaths) UnmarshalText(text []byte) error {
	index := 0
	if len(text) > 0 {
		var err error
		if index, err = indexOf(p.words(), text); err != nil {
			return err
		}
	}
	*p = RBACPaths(p.words()[index])
	return nil
}

// readingsText is Readings without its methods, so that encoding can fall back
// on the plain rules for every field but the duration.
type readingsText Readings

type readingsJSON struct {
	readingsText
	ProvisionDelay durationText `json:"provision_delay"`
}

// MarshalJSON writes durations the way flags take them, such as "1.5s".
func (r Readings) MarshalJSON() ([]byte, error) {
	if r.RBACPaths == "" {
		r.RBACPaths = RBACPathsBoth
	}
	return json.Marshal(readingsJSON{readingsText(r), durationText(r.ProvisionDelay)})
}

// UnmarshalJSON changes the readings that the document names and leaves the
// others alone. Unknown names are an error.
func (r *Readings) UnmarshalJSON(data []byte) error {
	text := readingsJSON{readingsText(*r), durationText(r.ProvisionDelay)}
	if err := decodeStrictly(data, &text); err != nil {
		return err
	}
	*r = Readings(text.readingsText)
	r.ProvisionDelay = time.Duration(text.ProvisionDelay)
	return nil
}

// Set changes one reading by its name, with the value spelled as on a command
// line: true, 2s, v1, 3 or {"project_grants":60}. The quota may also be called
// documented, which stands for [DocumentedQuotas].
func (r *Readings) Set(name, value string) error {
	if name == "quota_per_minute" && value == "documented" {
		r.QuotaPerMinute = DocumentedQuotas()
		return nil
	}
	if !json.Valid([]byte(value)) {
		quoted, err := json.Marshal(value)
		if err != nil {
			return err
		}
		value = string(quoted)
	}
	key, err := json.Marshal(name)
	if err != nil {
		return err
	}
	if err := r.UnmarshalJSON(fmt.Appendf(nil, "{%s:%s}", key, value)); err != nil {
		return fmt.Errorf("reading %s: %w (readings are %s)", name, err, strings.Join(ReadingNames(), ", "))
	}
	return nil
}

// ReadingNames lists the names that [Readings.Set] knows.
func ReadingNames() []string {
	var names []string
	for _, field := range readingFields() {
		names = append(names, readingName(field))
	}
	sort.Strings(names)
	return names
}

// ReadingChoices lists the values of a reading that has a closed list of them;
// the first one is the default. Of other readings it returns none.
func ReadingChoices(name string) []string {
	for _, field := range readingFields() {
		if readingName(field) != name {
			continue
		}
		if closed, isClosed := reflect.TypeAssert[closedList](reflect.Zero(field.Type)); isClosed {
			return closed.words()
		}
	}
	return nil
}

// readingFields lists the fields of the readings, those of embedded structs
// among them.
func readingFields() []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(reflect.TypeFor[Readings]()), func(f reflect.StructField) bool { return f.Anonymous })
}

func readingName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}
