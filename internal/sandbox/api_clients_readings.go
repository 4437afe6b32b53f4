package sandbox

import "strings"

// APIClientReadings are the answers to questions that the public documents of
// developer API clients and custom OAuth profiles leave open.
type APIClientReadings struct {
	// APIClientEnvironment is how replies spell the name of an environment.
	APIClientEnvironment APIClientEnvironment `json:"api_client_environment"`
	// APIClientEnvironmentKey calls it environment in replies, as the Developer API
	// does, and takes either key in requests.
	APIClientEnvironmentKey bool `json:"api_client_environment_key"`
	// APIClientEnvironmentFixed lets an update ignore environment_name.
	APIClientEnvironmentFixed bool `json:"api_client_environment_fixed"`
	// APIClientUpdateSaysDone answers an update with success instead of the client.
	APIClientUpdateSaysDone bool `json:"api_client_update_says_done"`
	// APIClientCreateWithoutToken leaves the token out of the reply to a creation.
	APIClientCreateWithoutToken bool `json:"api_client_create_without_token"`
	// APIClientTokenAlone answers a regeneration with the token instead of the client.
	APIClientTokenAlone bool `json:"api_client_token_alone"`
	// APIClientRoleCopyWrapped answers the copy of a role with {"data": role}.
	APIClientRoleCopyWrapped bool `json:"api_client_role_copy_wrapped"`

	// OAuthAssignedTwiceRefused refuses to assign a custom OAuth profile that is
	// assigned already.
	OAuthAssignedTwiceRefused bool `json:"oauth_assigned_twice_refused"`
	// OAuthNotAssignedMissing answers 404 instead of 422 to unassigning what is not
	// assigned.
	OAuthNotAssignedMissing bool `json:"oauth_not_assigned_missing"`
}

// APIClientEnvironment names a spelling of environments.
type APIClientEnvironment int

// The spellings of an environment in replies.
const (
	// APIClientEnvironmentUpper is DEV, as clients of the Developer API send it.
	APIClientEnvironmentUpper APIClientEnvironment = iota
	// APIClientEnvironmentLong is Development, as in the sample on
	// docs.workato.com/workato-api/api-client-apis.html.
	APIClientEnvironmentLong
	// APIClientEnvironmentEcho is what the request said, or null.
	APIClientEnvironmentEcho
	// APIClientEnvironmentUnsaid is null.
	APIClientEnvironmentUnsaid
)

func (APIClientEnvironment) words() []string { return []string{"upper", "long", "echo", "unsaid"} }

// MarshalText implements encoding.TextMarshaler.
func (e APIClientEnvironment) MarshalText() ([]byte, error) { return spell(e) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (e *APIClientEnvironment) UnmarshalText(text []byte) error { return read(e, text) }

func (e APIClientEnvironment) spell(a *apiClient) any {
	switch e {
	case APIClientEnvironmentUpper:
		return strings.ToUpper(a.environment.kind)
	case APIClientEnvironmentLong:
		return longNames[a.environment.kind]
	case APIClientEnvironmentEcho:
		if a.spelled != "" {
			return a.spelled
		}
	case APIClientEnvironmentUnsaid:
	}
	return nil
}
