package apiclient

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// regenerations is how often a token is asked for at most.
const regenerations = 2

// newToken replaces the token of an API client. If the answer is lost, the old token
// may be dead, and the new one is known to nobody. So another one is asked for, but not
// before the first call can no longer have its effect: otherwise it might come late and
// kill the token of the second.
//
// An error whose outcome is ambiguous means that no token is known to work.
func (r *clientResource) newToken(ctx context.Context, client *workato.Client, customerID, id string) (workato.APIClientToken, error) {
	var lost error
	for range regenerations {
		begun := time.Now()
		token, err := client.RegenerateAPIClientToken(ctx, customerID, id)
		switch {
		case err == nil:
			return token, nil
		case transport.OutcomeOf(err) != transport.OutcomeAmbiguous && lost != nil:
			return token, lost
		case transport.OutcomeOf(err) != transport.OutcomeAmbiguous:
			return token, err
		}
		lost = err
		if err := transport.Sleep(ctx, time.Until(begun.Add(r.Settle))); err != nil {
			break
		}
	}
	return workato.APIClientToken{}, lost
}

// tokenLost says that the token of an API client is known to nobody, and how to get
// one. next says what to do.
func tokenLost(diags *diag.Diagnostics, verb, id string, err error, next string) {
	said := err.Error()
	if failure, ok := asFailure(err); ok {
		said = failure.Message + ". Call: " + failure.Call()
	}
	diags.AddError("Cannot "+verb+" "+clientTypeName, fmt.Sprintf(
		"The answer that holds the token of the API client %s was lost: %s.\n\nA token is shown once. The one of before may have stopped working, and the new one is known to nobody, so the state holds none.\n\n%s", id, said, next))
}
