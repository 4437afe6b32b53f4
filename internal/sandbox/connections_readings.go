package sandbox

// ConnectionReadings are the answers to questions that the documents leave open
// about connections.
type ConnectionReadings struct {
	// ConnectionTest is what becomes of credentials that fail their test.
	ConnectionTest ConnectionTest `json:"connection_test"`
	// ConnectionUpdateShell is what an update makes of shell_connection, which the
	// page of the Embedded API does not list, while that of its twin for the admin
	// workspace does.
	ConnectionUpdateShell ConnectionUpdateShell `json:"connection_update_shell"`
	// ConnectionNullIgnored takes null in an update for "leave it as it is".
	ConnectionNullIgnored bool `json:"connection_null_ignored"`
	// ConnectionDeleteConnected refuses to delete what is connected: older copies
	// say "Deletes a disconnected connection".
	ConnectionDeleteConnected bool `json:"connection_delete_refuses_connected"`

	// ConnectionFiltersIgnored lists everything whatever the query asks for: older
	// copies have the filters in a request body.
	ConnectionFiltersIgnored bool `json:"connection_filters_ignored"`
	// ConnectionFolderMissing answers 404 to a filter by a folder that is gone.
	ConnectionFolderMissing bool `json:"connection_folder_missing"`
	// ConnectionListWhole ignores page and per_page, which the page does not list.
	ConnectionListWhole bool `json:"connection_list_whole"`
	// ConnectionApplicationKey calls the application "application" in lists, as the
	// samples of the twin do, and by the name for people that its oldest one shows.
	ConnectionApplicationKey bool `json:"connection_application_key"`
	// ConnectionReplyShort answers writes with no more than id and name, in
	// "result".
	ConnectionReplyShort bool `json:"connection_reply_short"`
}

// ConnectionTest names what becomes of credentials that fail their test.
type ConnectionTest int

// What becomes of credentials that fail their test.
const (
	// ConnectionTestRefuses answers 422 and changes nothing.
	ConnectionTestRefuses ConnectionTest = iota
	// ConnectionTestKeeps does what was asked, with authorization_status failed.
	ConnectionTestKeeps
	// ConnectionTestEchoes refuses, and repeats what it was given.
	ConnectionTestEchoes
	// ConnectionTestKeepsEcho keeps, and repeats what it was given in
	// authorization_error.
	ConnectionTestKeepsEcho
)

func (ConnectionTest) words() []string { return []string{"refuses", "keeps", "echoes", "keeps_echo"} }

// MarshalText implements encoding.TextMarshaler.
func (v ConnectionTest) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (v *ConnectionTest) UnmarshalText(text []byte) error { return read(v, text) }

// ConnectionUpdateShell names what an update makes of shell_connection.
type ConnectionUpdateShell int

// What an update makes of shell_connection.
const (
	// ConnectionUpdateShellRefused answers 400, as to every field that is not listed.
	ConnectionUpdateShellRefused ConnectionUpdateShell = iota
	// ConnectionUpdateShellIgnored accepts it without effect.
	ConnectionUpdateShellIgnored
	// ConnectionUpdateShellTests takes it, with false for the default: credentials
	// of an update are tested, also those of a shell.
	ConnectionUpdateShellTests
)

func (ConnectionUpdateShell) words() []string { return []string{"refused", "ignored", "tests"} }

// MarshalText implements encoding.TextMarshaler.
func (v ConnectionUpdateShell) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (v *ConnectionUpdateShell) UnmarshalText(text []byte) error { return read(v, text) }
