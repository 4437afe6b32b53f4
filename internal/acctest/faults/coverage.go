package faults

// DriftFile is the file, a list of [Drift], in the directory that [Variable] names.
const DriftFile = "drift.json"

// Drift is what became of changing everything that can be read of a type behind
// Terraform's back:
//
//	{
//	  "type": "workato_collaborator_group",
//	  "attributes": 5,
//	  "readable": 5,
//	  "shown": ["description", "name"],
//	  "restored": ["description", "name"],
//	  "fixed": {"created_at": "the time of making", …}
//	}
type Drift struct {
	Type string `json:"type"`
	// Attributes counts those of the schema, without objects that only group others.
	Attributes int `json:"attributes"`
	// Readable counts those that the API gives back: they are either shown or fixed.
	Readable int `json:"readable"`
	// Shown are those whose change the next refresh showed, and nothing else. Restored
	// are those among them whose change the plan showed, too, and to which one apply gave
	// back the configured value; the others are computed.
	Shown    []string `json:"shown"`
	Restored []string `json:"restored"`
	// Fixed has the reason for each that nobody can change, or whose change is meant to
	// be none.
	Fixed map[string]string `json:"fixed"`
}

// SpellingsFile is the file, a list of [Spelling], in the directory that [Variable] names.
const SpellingsFile = "normalisation.json"

// Spelling is what became of an API that spells an argument in another way than the
// configuration does, from the creation on:
//
//	{
//	  "type": "workato_managed_customer",
//	  "attribute": "notification_email",
//	  "spelling": "upper case",
//	  "declared": true,
//	  "result": "kept"
//	}
type Spelling struct {
	Type string `json:"type"`
	// Attribute is "" for a spelling of whole answers.
	Attribute string `json:"attribute,omitempty"`
	Spelling  string `json:"spelling"`
	// Declared tells that the schema declares the two spellings to mean the same.
	Declared bool `json:"declared"`
	// Result is one of the results below: nothing else passes.
	Result string `json:"result"`
}

// The results of spelling something in another way. In no case may the creation fail or
// taint what it makes.
const (
	// Kept means that the state keeps the spelling of the configuration, and that no plan
	// shows a change, not even the first one after an import.
	Kept = "kept"
	// Shown means that the next plan shows the difference.
	Shown = "shown"
	// NotCompared means that the attribute is one whose change is meant to be none, or
	// that nothing reads it.
	NotCompared = "not compared"
)
