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
