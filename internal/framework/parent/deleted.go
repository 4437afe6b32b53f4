package parent

import (
	"context"
	"errors"
	"net/http"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// Deleted judges what deleting an object of a customer or an environment gave. A 404 is
// a success only if it is the answer to the deletion itself, and the parent answers the
// same credential or is gone with all that it had: to a token that may not see it, the
// object seems to be gone, too. What remains is the error to report, or nil.
func Deleted(ctx context.Context, client *workato.Client, parentID string, err error) error {
	if !transport.IsNotFound(err) {
		return err
	}
	gone, unclear := Gone(ctx, client, parentID)
	if unclear != nil {
		return unclear
	}
	if failure, ok := errors.AsType[*transport.Error](err); !gone && ok && failure.Method == http.MethodGet {
		return err
	}
	return nil
}
