package faults

// SecretsFile and SecretErrorsFile are files in the directory that [Variable] names. Each
// is a [Secrets]: of the run of the real CLI, and of operations that were made to fail.
const (
	SecretsFile      = "secrets.json"
	SecretErrorsFile = "secrets-errors.json"
)

// Secrets is what came of searching for every secret:
//
//	{
//	  "canaries": ["WORKATO_API_TOKEN", "workato_property.value_wo", …],
//	  "places": [{"name": "log at TRACE", "bytes": 31457280, "searches": 12}, …],
//	  "bytes": 52428800,
//	  "hits": 0,
//	  "exceptions": [{"secret": "workato_api_client.token", "place": "state", "hits": 4, "reason": "…"}, …],
//	  "failures": 640
//	}
type Secrets struct {
	// Canaries names the secrets. Each was a text of its own.
	Canaries []string `json:"canaries"`
	// Places are where they were searched.
	Places []SecretPlace `json:"places"`
	// Bytes counts all that was searched, once.
	Bytes int `json:"bytes"`
	// Hits counts the secrets that were found where they should not be.
	Hits int `json:"hits"`
	// Exceptions are the places where secrets are meant to be. Each did occur.
	Exceptions []SecretException `json:"exceptions"`
	// Failures counts the operations that were made to fail, and whose messages, state
	// and private state were searched.
	Failures int `json:"failures"`
}

// SecretPlace is a kind of place that was searched.
type SecretPlace struct {
	Name string `json:"name"`
	// Bytes is how much was there, Searches in how many files or streams.
	Bytes    int `json:"bytes"`
	Searches int `json:"searches"`
}

// SecretException is a secret that ends up somewhere by design.
type SecretException struct {
	Secret string `json:"secret"`
	Place  string `json:"place"`
	Hits   int    `json:"hits"`
	Reason string `json:"reason"`
}
