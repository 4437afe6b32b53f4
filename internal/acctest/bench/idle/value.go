package idle

import (
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// last is the last number that was invented. Ids look like numbers, and no two are the same.
var last atomic.Int64

// known returns a value with something in the place of all that is unknown.
func known(value tftypes.Value) (tftypes.Value, error) {
	return tftypes.Transform(value, func(_ *tftypes.AttributePath, part tftypes.Value) (tftypes.Value, error) {
		if part.IsKnown() {
			return part, nil
		}
		return invented(part.Type())
	})
}

// invented returns some value of a type.
func invented(typ tftypes.Type) (tftypes.Value, error) {
	switch {
	case typ.Is(tftypes.String):
		return tftypes.NewValue(typ, strconv.FormatInt(1_000_000+last.Add(1), 10)), nil
	case typ.Is(tftypes.Number):
		return tftypes.NewValue(typ, last.Add(1)), nil
	case typ.Is(tftypes.Bool):
		return tftypes.NewValue(typ, false), nil
	case typ.Is(tftypes.List{}), typ.Is(tftypes.Set{}):
		return tftypes.NewValue(typ, []tftypes.Value{}), nil
	case typ.Is(tftypes.Map{}):
		return tftypes.NewValue(typ, map[string]tftypes.Value{}), nil
	}
	object, ok := typ.(tftypes.Object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("no value is known of the type %s", typ)
	}
	members := map[string]tftypes.Value{}
	for name, member := range object.AttributeTypes {
		value, err := invented(member)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		members[name] = value
	}
	return tftypes.NewValue(typ, members), nil
}

// identityOf takes the identity out of a state. What only the service would tell is invented.
func identityOf(state tftypes.Value, typ tftypes.Type) (tftypes.Value, error) {
	attributes := map[string]tftypes.Value{}
	if err := state.As(&attributes); err != nil {
		return tftypes.Value{}, err
	}
	identity, ok := typ.(tftypes.Object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("an identity of the type %s", typ)
	}
	members := map[string]tftypes.Value{}
	for name, member := range identity.AttributeTypes {
		if value, found := attributes[name]; found && value.Type().Equal(member) {
			members[name] = value
			continue
		}
		value, err := invented(member)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		members[name] = value
	}
	return tftypes.NewValue(typ, members), nil
}

// derived puts right what was invented and cannot be anything, since the plan modifiers of the type derive it from the rest:
// the next plan would change it.
var derived = map[string]func(tftypes.Value) (tftypes.Value, error){
	"workato_managed_customer": withDevOnly,
}

// withDevOnly makes DEV the customer itself, and the only environment.
func withDevOnly(customer tftypes.Value) (tftypes.Value, error) {
	attributes, environments, dev := map[string]tftypes.Value{}, map[string]tftypes.Value{}, map[string]tftypes.Value{}
	if err := customer.As(&attributes); err != nil {
		return customer, err
	}
	if err := attributes["environments"].As(&environments); err != nil {
		return customer, err
	}
	if err := environments["dev"].As(&dev); err != nil {
		return customer, err
	}
	dev["id"], dev["external_id"] = attributes["id"], attributes["external_id"]
	for name, environment := range environments {
		environments[name] = tftypes.NewValue(environment.Type(), nil)
	}
	environments["dev"] = tftypes.NewValue(environments["dev"].Type(), dev)
	attributes["environments"] = tftypes.NewValue(attributes["environments"].Type(), environments)
	return tftypes.NewValue(customer.Type(), attributes), nil
}
