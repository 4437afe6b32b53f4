package grant

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

// holderLock is the lock of what a holder has in a project.
func holderLock(environment, project string, holder workato.Holder) string {
	return fmt.Sprint(typeName, " ", environment, " ", project, " ", holder.Group, " ", holder.ID)
}

// lock takes what keeps others from changing grants of the project that are declared
// here, and from bulk updates of the project. Single grants take the lock of their holder
// before that of the project, and so does this.
func lock(ctx context.Context, locks *exactlyonce.Locks, environment, project string, holders []workato.Holder) (unlock func(), err error) {
	names := []string{}
	for _, holder := range holders {
		names = append(names, holderLock(environment, project, holder))
	}
	slices.Sort(names)
	names = append(slices.Compact(names), providerdata.GrantScope{EnvironmentID: environment, ProjectID: project}.Lock())
	var taken []func()
	unlock = func() {
		for _, release := range slices.Backward(taken) {
			release()
		}
	}
	for _, name := range names {
		release, err := locks.Lock(ctx, name)
		if err != nil {
			unlock()
			return nil, err
		}
		taken = append(taken, release)
	}
	return unlock, nil
}

// advice says what to do about failures that are particular to grants.
func advice(environment, project string) func(error) string {
	return func(err error) string {
		switch {
		case transport.IsNotFound(err):
			return fmt.Sprintf("A project lives in one environment, and environment_id must be that one: for a project in TEST it is environments.test.id of the customer, not the id of the customer, which is that of DEV. See that project %s is in environment %s, that the role and the holder exist in the customer's workspace, and that the API client has access to this environment and project.",
				project, environment)
		case transport.HasStatus(err, http.StatusUnauthorized):
			return "If other calls fail like this too, the token is not accepted: check api_token (or WORKATO_API_TOKEN), and that it belongs to the data center that region or base_url names.\n\nIf they succeed: " + strings.ToLower(noAccess[:1]) + noAccess[1:]
		case transport.HasStatus(err, http.StatusForbidden):
			return noAccess
		default:
			return ""
		}
	}
}

const noAccess = "Either the workspace of this customer is not on the role-based access model (RBAC 2.0), which grants belong to, or the API client lacks something: the endpoints of project grants in its role, access to this environment, or to this project."

// goneWithProject is called when the grants of a project answer 404. It returns what
// proves that the project or the environment is gone, or else the error.
func goneWithProject(ctx context.Context, client *workato.Client, environment, project string, notFound error) (how string, err error) {
	for p, err := range client.Projects(ctx, environment) {
		if transport.IsNotFound(err) {
			gone, parentErr := parent.Gone(ctx, client, environment)
			if parentErr != nil || !gone {
				return "", notFound
			}
			return "The environment " + environment + " is gone, and its grants with it", nil
		}
		if err != nil {
			return "", err
		}
		if string(p.ID) == project {
			// The project is there, so its grants cannot be missing.
			return "", notFound
		}
	}
	return "Its project " + project + " is gone, and its grants with it", nil
}

// elsewhere says what was granted in which project, for the warning that it may be
// in another environment than was meant.
type elsewhere struct {
	// subject begins the summary, and holds is what "in test" ends.
	subject, holds       string
	environment, project string
}

// warn warns if a reply places the project in another environment than the one whose
// id was used. known remembers which environment an id is of.
func (e elsewhere) warn(ctx context.Context, client *workato.Client, known *sync.Map, g workato.Grant, diags *diag.Diagnostics) {
	actual := g.Project.EnvironmentType()
	if actual == "" {
		return
	}
	used := environmentType(ctx, client, known, e.environment)
	if used == "" || actual == used {
		return
	}
	diags.AddWarning(e.subject+" is in another environment than its environment_id",
		fmt.Sprintf("environment_id %s is that of %s, but project %s is in %s. Workato accepted it, and %s in %s. Use the id of that environment, environments.%s.id of the customer: other calls will not find the project under the id of %s.",
			e.environment, used, e.project, actual, e.holds, actual, actual, used))
}

// environmentType returns which environment an id is of, as far as the customer of
// that id shows it, and "" where it does not: TEST and PROD do not answer as
// customers. It is read once per run.
func environmentType(ctx context.Context, client *workato.Client, known *sync.Map, id string) string {
	if known, ok := known.Load(id); ok {
		kind, _ := known.(string)
		return kind
	}
	kind := ""
	customer, err := client.Customer(ctx, id)
	if err == nil {
		for _, candidate := range []string{workato.EnvironmentDev, workato.EnvironmentTest, workato.EnvironmentProd} {
			if e, ok := customer.Environment(candidate); ok && string(e.ID) == id {
				kind = candidate
			}
		}
	}
	if err == nil || transport.IsNotFound(err) {
		known.Store(id, kind)
	}
	return kind
}
