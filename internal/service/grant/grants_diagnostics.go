package grant

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

func grantsOperation(verb string, m *grantsModel) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: grantsTypeName,
		Next: advice(m.EnvironmentID.ValueString(), m.ProjectID.ValueString()),
	}
}

// reportTaken reports that declared holders which are new to the state have grants
// already, or that grants are in the way of an exclusive resource that begins. Bulk
// updates add and change, so they would take such grants over without a word.
func (m *grantsModel) reportTaken(op diagnostics.Operation, grants []workato.Grant, before roles, diags *diag.Diagnostics) bool {
	declared := m.roles()
	taken := rolesIn(grants, declared).with(declared).without(before)
	others := roles{}
	if m.Exclusive.ValueBool() && before == nil {
		others = undeclared(grants, declared)
	}
	if len(taken)+len(others) == 0 {
		return false
	}
	var parts []string
	if len(taken) > 0 {
		parts = append(parts, fmt.Sprintf("In project %s there are grants already for holders that are declared here: %s. They are not taken over by themselves, since something else may manage them: somebody in the console, a workato_project_grant or another workato_project_grants. Declare each holder in one place only.",
			m.ProjectID.ValueString(), describe(taken, grants)))
	}
	if len(others) > 0 {
		parts = append(parts, fmt.Sprintf("exclusive is true, and project %s has grants that are not declared: %s. Nothing is revoked that no plan has shown.", m.ProjectID.ValueString(), describe(others, grants)))
	}
	block := fmt.Sprintf("  import {\n    to = %s.NAME\n    id = %q\n  }", grantsTypeName, m.importID(taken, others, before))
	switch {
	case len(others) > 0:
		parts = append(parts, "Take all direct grants of the project over by adding this block to the configuration; the plan then shows what it changes, adds and revokes:\n\n"+block, "Nothing was created.")
	case before == nil:
		parts = append(parts, "If they are the ones you mean, take these over, and no others, by adding this block to the configuration; the plan then shows what it changes of them, and what it adds:\n\n"+block, "Nothing was created.")
	default:
		parts = append(parts, "Either revoke them in the console and apply again. Or take them over: forget this resource with terraform state rm, which revokes nothing, and import it anew, together with them:\n\n"+block, "Nothing was changed.")
	}
	detail := strings.Join(parts, "\n\n")
	if len(taken) == 1 && len(others) == 0 {
		diags.AddAttributeError(holderPath(taken.holders()[0]), op.Summary(), detail)
	} else {
		diags.AddError(op.Summary(), detail)
	}
	return true
}

// importID is what takes over what is in the way: all grants of the project, or
// those of some holders and what the state has already.
func (m *grantsModel) importID(taken, others, before roles) string {
	if len(others) > 0 {
		return m.label()
	}
	var ids []string
	for _, holder := range append(before.holders(), taken.holders()...) {
		ids = append(ids, string(holder.ID))
	}
	return m.label() + "/" + strings.Join(ids, ",")
}

// describe names holders with the roles that they have.
func describe(held roles, grants []workato.Grant) string {
	return listNames(held.holders(), func(holder workato.Holder) string {
		for _, g := range grants {
			if g.Holder() == holder {
				return fmt.Sprintf("%s has the role %s (%s)", holderName(holder), g.ProjectRole.Name, g.ProjectRole.ID)
			}
		}
		return holderName(holder)
	})
}

// report reports what ended a change early, at the holders at fault as far as the
// answer tells, and returns the grants that are there now.
func (c *change) report(ctx context.Context, op diagnostics.Operation, failed *failure, before roles, diags *diag.Diagnostics) (present roles) {
	present, listErr := c.left(ctx, before)
	effect := c.effect(present)
	if listErr != nil {
		effect = "What is there now could not be read (" + listErr.Error() + "). The state holds what must be supposed, and the next plan reads it anew."
	}
	blamed := failed.blamed()
	if len(blamed) > 0 {
		effect = "At fault: " + listNames(blamed, holderName) + ".\n\n" + effect
	}
	op.At, op.Effect = pathsOf(blamed), effect
	err := failed.err
	if lost, ok := errors.AsType[*exactlyonce.LostError](err); ok {
		err = lost.Err
		op.Effect = "The answer to the call was lost. For a while, the list of the project's grants was read again and again, and never showed all that was sent.\n\n" + effect
	}
	if _, ok := errors.AsType[*transport.Error](err); ok {
		op.Failed(diags, err)
		return present
	}
	detail := strings.TrimSuffix(err.Error(), ".") + ".\n\n" + op.Effect
	for _, at := range op.At {
		diags.AddAttributeError(at, op.Summary(), detail)
	}
	if len(op.At) == 0 {
		diags.AddError(op.Summary(), detail)
	}
	return present
}

// effect says what is there and what is not, of all that was to be done.
func (c *change) effect(present roles) string {
	made := present.only(func(holder workato.Holder) bool {
		role, wanted := c.put[holder]
		return wanted && role == present[holder]
	})
	left := c.revoke.with(present)
	var parts []string
	if len(c.put) > 0 {
		parts = append(parts, fmt.Sprintf("Of %d grants to be made or changed, %d are there", len(c.put), len(made)))
	}
	if len(c.revoke) > 0 {
		parts = append(parts, fmt.Sprintf("of %d grants to be revoked, %d are left", len(c.revoke), len(left)))
	}
	text := strings.Join(parts, "; ")
	return strings.ToUpper(text[:1]) + text[1:] + ". The state holds what is there, and the next plan shows what is missing."
}

// entryIndex finds the place of an entry in a bulk update, as in project_grants[3].
var entryIndex = regexp.MustCompile(`project_grants(?:\[|\.)(\d+)`)

// blamed returns the holders at fault, as far as the answer tells: by the ids that
// it names, of holders or of roles, or else by the place of the entries.
func (f *failure) blamed() []workato.Holder {
	switch {
	case f.holder.ID != "":
		return []workato.Holder{f.holder}
	case len(f.missing) > 0:
		return f.missing
	}
	failure, ok := errors.AsType[*transport.Error](f.err)
	if !ok || failure.Outcome != transport.OutcomeRefused {
		return nil
	}
	parts := []string{failure.Message}
	for name, messages := range failure.Fields {
		parts = append(append(parts, name), messages...)
	}
	text := strings.Join(parts, "\n")
	words := strings.FieldsFunc(entryIndex.ReplaceAllString(text, ""), func(r rune) bool { return !strings.ContainsRune("-_", r) && !isLetterOrDigit(r) })
	var byID, byPlace []workato.Holder
	for _, input := range f.batch {
		if slices.Contains(words, string(input.Holder.ID)) || slices.Contains(words, string(input.ProjectRoleID)) {
			byID = append(byID, input.Holder)
		}
	}
	if len(byID) > 0 {
		return byID
	}
	for _, match := range entryIndex.FindAllStringSubmatch(text, -1) {
		if i, err := strconv.Atoi(match[1]); err == nil && i < len(f.batch) && !slices.Contains(byPlace, f.batch[i].Holder) {
			byPlace = append(byPlace, f.batch[i].Holder)
		}
	}
	return byPlace
}

func isLetterOrDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// pathsOf returns where some holders are declared, the first few: each gets the
// whole message.
func pathsOf(holders []workato.Holder) []path.Path {
	const most = 3
	var out []path.Path
	for _, holder := range holders[:min(len(holders), most)] {
		out = append(out, holderPath(holder))
	}
	return out
}

// reportLost warns of calls whose answer was lost, and whose effect was found.
func (c *change) reportLost(m *grantsModel, diags *diag.Diagnostics) {
	if len(c.lost) == 0 {
		return
	}
	diags.AddWarning(fmt.Sprintf("%s %s is done although an answer was lost", grantsTypeName, m.label()),
		fmt.Sprintf("A call ended without a usable answer (%s).\n\nThe list of the project's grants shows all that it was to do, and nothing needs to be done.", c.lost[0]))
}
