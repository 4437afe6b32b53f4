package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// demo is a run of the demo.
type demo struct {
	*cli.CLI
	*screen
	account account
	// files is the directory of the configuration.
	files *os.Root
}

// step is one thing to see.
type step struct {
	// shows says what there is to see, and checks what was looked at.
	shows, checks string
	run           func(context.Context) error
}

func (d *demo) steps() []step {
	return []step{
		{"A repository with three customers, one module for each", "it initialises without a download", d.initialise},
		{"The plan shows all that a customer gets before anything is made", "60 objects are to be made, and nothing else", d.planAll},
		{"Apply makes it: customers, environments, people, roles, projects, grants, properties, connections, and Workspace 365", "it succeeds", d.apply},
		{"A second plan is empty: what was made is what was declared", "no object and no output changes", d.planNothing},
		{"Ada accepts her invitation, and is known from then on", "no object is to be changed, and she is not invited again", d.accept},
		{"A property and a role of the shared library are changed in place", "one property changes, and the role of each customer", d.changeShared},
		{"A new e-mail address and a new role are changed in place", "just these two objects change, and none is replaced", d.change},
		{"A customer gets TEST and PROD, and what lives in DEV is not touched", "the customer is updated in place, TEST is added, and DEV is in no change", d.turnOnEnvironments},
		{"A Workspace 365 environment is deactivated in place", "it is updated, by one call", d.deactivate},
		{"Its API cannot change the administrator: a new address warns", "only the state is updated, and no call was made that changes something", d.changeAdmin},
		{"A customer that a script has made is taken over, not made again", "it is imported without a change, and the rest is made for it", d.takeOver},
		{"The plan after that is empty too", "no object and no output changes", d.planNothing},
		{"Destroying is refused while customers and environments are protected", "it fails for this reason, and no call was made that changes something", d.destroyRefused},
		{"Lifting the protection is a change of its own, for a review of its own", "the four customers and their Workspace 365 environments are updated in place", d.unprotect},
		{"Now they can be destroyed", "it succeeds", d.destroy},
		{"The accounts, as the sandbox saw them", "nothing was doubled, and nothing is left", d.takeStock},
	}
}

// workspace365 is the Workspace 365 environment in the module of a customer.
const workspace365 = "workspace365_environment.this[0]"

// in is an address in the module of a customer.
func in(customer, address string) string {
	return fmt.Sprintf("module.customer[%q].%s", customer, address)
}

func (d *demo) initialise(ctx context.Context) error {
	d.command(d.Name() + " init")
	return d.ended(d.Init(ctx))
}

// ended shows the end of a command that succeeded. Of one that did not, it is
// shown with the step's failure.
func (d *demo) ended(output string, err error) error {
	if err == nil {
		d.result(output)
	}
	return err
}

// planned plans, shows the plan and checks it.
func (d *demo) planned(ctx context.Context, check func(*cli.Plan) error) (*cli.Plan, error) {
	d.command(d.Name() + " plan")
	plan, err := d.Plan(ctx)
	if err != nil {
		return nil, err
	}
	d.plan(plan.Output)
	return plan, check(plan)
}

// applied plans, checks and applies.
func (d *demo) applied(ctx context.Context, check func(*cli.Plan) error) error {
	plan, err := d.planned(ctx, check)
	if err != nil {
		return err
	}
	d.command(d.Name() + " apply")
	return d.ended(d.Apply(ctx, plan))
}

// exactly is a check that the plan does this and nothing else.
func exactly(want map[string]cli.Action) func(*cli.Plan) error {
	return func(plan *cli.Plan) error { return plan.Expect(want) }
}

func threeCustomers(plan *cli.Plan) error {
	return plan.ExpectCounts(map[cli.Action]int{cli.Create: 60})
}

func (d *demo) planAll(ctx context.Context) error {
	_, err := d.planned(ctx, threeCustomers)
	return err
}

func (d *demo) apply(ctx context.Context) error {
	d.command(d.Name() + " apply")
	return d.ended(d.Apply(ctx, nil))
}

func (d *demo) planNothing(ctx context.Context) error {
	_, err := d.planned(ctx, (*cli.Plan).ExpectEmpty)
	return err
}

func (d *demo) accept(ctx context.Context) error {
	d.note("ada@acme.example follows the link in her mail.")
	if err := d.account.acceptInvitation(ctx, "Eacme", "ada@acme.example"); err != nil {
		return err
	}
	writes, err := d.written(ctx, func() error {
		return d.applied(ctx, exactly(map[string]cli.Action{}))
	})
	if err == nil && len(writes) > 0 {
		err = fmt.Errorf("calls that change something were made: %v", writes)
	}
	return err
}

// watcher is a role of the library with one privilege more.
const watcher = `{
  "recipes": {
    "privileges": ["read", "run", "read_run_history"]
  },
  "connections": {
    "privileges": ["read"]
  }
}
`

func (d *demo) changeShared(ctx context.Context) error {
	if err := d.edit("dev", `{ SHOP_URL = "https://dev.shop.acme.example", BATCH_SIZE = "20" }`, "acme"); err != nil {
		return err
	}
	d.note("roles/project/Watcher.json:")
	d.quote([]string{`+ "read_run_history"`})
	if err := d.files.WriteFile("roles/project/Watcher.json", []byte(watcher), 0o600); err != nil {
		return err
	}
	return d.applied(ctx, exactly(map[string]cli.Action{
		in("acme", `workato_property.this["dev/BATCH_SIZE"]`): cli.Update,
		in("acme", `workato_project_role.this["Watcher"]`):    cli.Update,
		in("globex", `workato_project_role.this["Watcher"]`):  cli.Update,
		in("initech", `workato_project_role.this["Watcher"]`): cli.Update,
	}))
}

func (d *demo) change(ctx context.Context) error {
	if err := d.edit("notification_email", `"integrations@globex.example"`, "globex"); err != nil {
		return err
	}
	if err := d.edit("builder_role", `"AdvancedBuilder"`, "acme"); err != nil {
		return err
	}
	return d.applied(ctx, exactly(map[string]cli.Action{
		in("globex", `workato_managed_customer.this`):            cli.Update,
		in("acme", `workato_project_grant.this["dev/Builders"]`): cli.Update,
	}))
}

func (d *demo) turnOnEnvironments(ctx context.Context) error {
	if err := d.edit("environments", "true", "initech"); err != nil {
		return err
	}
	return d.applied(ctx, func(plan *cli.Plan) error {
		if !strings.Contains(plan.Output, "Warning: Turning on Environments") {
			return errors.New("the plan does not warn that this cannot be undone")
		}
		return plan.Expect(map[string]cli.Action{
			in("initech", `workato_managed_customer.this`):                cli.Update,
			in("initech", `workato_project.this["test"]`):                 cli.Create,
			in("initech", `workato_project_grant.this["test/Builders"]`):  cli.Create,
			in("initech", `workato_project_grant.this["test/Operators"]`): cli.Create,
			in("initech", `workato_project_grant.this["test/Partners"]`):  cli.Create,
			in("initech", `workato_connection.this["test/ERP"]`):          cli.Create,
			in("initech", `workato_connection.this["test/Shop"]`):         cli.Create,
		})
	})
}

// written runs something, and returns the calls that were meant to change something
// meanwhile.
func (d *demo) written(ctx context.Context, something func() error) ([]sandbox.Request, error) {
	before, err := d.account.ledger(ctx)
	if err != nil {
		return nil, err
	}
	if err := something(); err != nil {
		return nil, err
	}
	after, err := d.account.ledger(ctx)
	if err != nil {
		return nil, err
	}
	return after.writes()[len(before.writes()):], nil
}

func (d *demo) deactivate(ctx context.Context) error {
	if err := d.edit("active", "false", "globex"); err != nil {
		return err
	}
	writes, err := d.written(ctx, func() error {
		return d.applied(ctx, exactly(map[string]cli.Action{in("globex", workspace365): cli.Update}))
	})
	if err == nil && (len(writes) != 1 || writes[0].Path != "/Provisioning/Environment/globex/Deactivate/") {
		err = fmt.Errorf("the calls are not just the one that deactivates globex: %v", writes)
	}
	return err
}

func (d *demo) changeAdmin(ctx context.Context) error {
	if err := d.edit("admin_email", `"workplace@acme.example"`, "acme"); err != nil {
		return err
	}
	writes, err := d.written(ctx, func() error {
		return d.applied(ctx, func(plan *cli.Plan) error {
			if !strings.Contains(plan.Output, "Warning: workspace365_environment acme: a change that is not sent") {
				return errors.New("the plan does not warn that the address is not sent")
			}
			return plan.Expect(map[string]cli.Action{in("acme", workspace365): cli.Update})
		})
	})
	if err == nil && len(writes) > 0 {
		err = fmt.Errorf("calls that change something were made: %v", writes)
	}
	return err
}

const newCustomer = `  umbrella = {
    name                = "Umbrella AG"
    notification_email  = "it@umbrella.example"
    environments        = false
    deletion_protection = true

    workspace365 = {
      admin_email      = "it@umbrella.example"
      admin_first_name = "Uma"
      admin_last_name  = "Example"
    }
  }
`

const importsFile = "imports.tf"

const importBlock = `import {
  to = module.customer["umbrella"].workato_managed_customer.this
  id = "Eumbrella"
}
`

func (d *demo) takeOver(ctx context.Context) error {
	fields := map[string]any{"name": "Umbrella AG", "external_id": "umbrella", "notification_email": "it@umbrella.example"}
	d.command(`curl -X POST $WORKATO_BASE_URL/api/managed_users -d '{"name": "Umbrella AG", "external_id": "umbrella", …}'`)
	if err := d.account.createCustomer(ctx, fields); err != nil {
		return err
	}
	if err := d.addCustomer(newCustomer); err != nil {
		return err
	}
	if err := d.addFile(importsFile, importBlock); err != nil {
		return err
	}
	return d.applied(ctx, exactly(map[string]cli.Action{
		in("umbrella", `workato_managed_customer.this`):                cli.Import,
		in("umbrella", workspace365):                                   cli.Create,
		in("umbrella", `workato_project.this["dev"]`):                  cli.Create,
		in("umbrella", `workato_collaborator_group.this["Builders"]`):  cli.Create,
		in("umbrella", `workato_collaborator_group.this["Operators"]`): cli.Create,
		in("umbrella", `workato_project_grant.this["dev/Builders"]`):   cli.Create,
		in("umbrella", `workato_project_grant.this["dev/Operators"]`):  cli.Create,
		in("umbrella", `workato_project_grant.this["dev/Partners"]`):   cli.Create,
		in("umbrella", `workato_collaborator_group.this["Partners"]`):  cli.Create,
		in("umbrella", `workato_environment_role.this["Partner"]`):     cli.Create,
		in("umbrella", `workato_project_role.this["Watcher"]`):         cli.Create,
		in("umbrella", `workato_connection.this["dev/ERP"]`):           cli.Create,
		in("umbrella", `workato_connection.this["dev/Shop"]`):          cli.Create,
	}))
}

func (d *demo) destroyRefused(ctx context.Context) error {
	writes, err := d.written(ctx, func() error {
		d.command(d.Name() + " destroy")
		_, err := d.Destroy(ctx)
		var refusal *cli.Error
		switch {
		case err == nil:
			return errors.New("what is protected was destroyed")
		case !errors.As(err, &refusal):
			return err
		}
		d.result(refusal.Output)
		for _, what := range []string{"Customer", "Environment"} {
			if !strings.Contains(refusal.Output, "Error: "+what+" is protected from deletion") {
				return fmt.Errorf("it failed, and not because a %s is protected", strings.ToLower(what))
			}
		}
		return nil
	})
	if err == nil && len(writes) > 0 {
		err = fmt.Errorf("calls that change something were made: %v", writes)
	}
	return err
}

func (d *demo) unprotect(ctx context.Context) error {
	customers := []string{"acme", "globex", "initech", "umbrella"}
	if err := d.edit("deletion_protection", "false", customers...); err != nil {
		return err
	}
	want := map[string]cli.Action{}
	for _, customer := range customers {
		want[in(customer, `workato_managed_customer.this`)] = cli.Update
		want[in(customer, workspace365)] = cli.Update
	}
	return d.applied(ctx, exactly(want))
}

func (d *demo) destroy(ctx context.Context) error {
	// Its work is done, and it would fail once the customer is gone.
	if err := d.files.Remove(importsFile); err != nil {
		return err
	}
	d.command(d.Name() + " destroy")
	return d.ended(d.Destroy(ctx))
}

func (d *demo) takeStock(ctx context.Context) error {
	l, err := d.account.ledger(ctx)
	if err != nil {
		return err
	}
	doubled, left := l.doubled(), l.left()
	customers, tenants := l.made(sandbox.KindCustomer), l.made(sandbox.KindWorkspace365Environment)
	d.note("Made:     %d customers, %d projects, %d groups, %d grants, %d roles, %d connections, %d Workspace 365 environments", customers,
		l.made(sandbox.KindProject), l.made(sandbox.KindUserGroup), l.made(sandbox.KindProjectGrant),
		l.made(sandbox.KindEnvironmentRole)+l.made(sandbox.KindProjectRole), l.made(sandbox.KindConnection), tenants)
	d.note("Doubled:  %d", len(doubled))
	d.note("Left:     %d", len(left))
	d.note("APIs:     %d calls, %d of them to change something", len(l.Requests), len(l.writes()))
	switch {
	case customers != 4 || tenants != 4:
		return fmt.Errorf("%d customers and %d Workspace 365 environments were made instead of 4 each", customers, tenants)
	case len(doubled) > 0:
		return fmt.Errorf("made twice: %v", doubled)
	case len(left) > 0:
		return fmt.Errorf("still there: %v", left)
	}
	return nil
}
