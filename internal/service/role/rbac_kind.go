package role

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

// rbacKind is one of the two kinds of roles of the current access model. They have the
// same fields and endpoints that are alike, so they have one implementation: rbacRole
// and what follows it.
type rbacKind struct {
	// typeName and pluralTypeName are the type of the resource and of the list.
	typeName, pluralTypeName string
	// noun and plural are the kind for people.
	noun, plural string
	// description says what such a role is for, example is an import id, and holders
	// says who has one, after their number.
	description, example, holders string
	// inUse says how to free a role that somebody has.
	inUse string
	// names are further demands on a name.
	names []validator.String

	list   func(c *workato.Client, ctx context.Context, customerID, name string) iter.Seq2[workato.Role, error]
	get    func(c *workato.Client, ctx context.Context, customerID, id string) (workato.Role, error)
	create func(c *workato.Client, ctx context.Context, customerID string, input workato.RoleInput) (workato.Role, error)
	update func(c *workato.Client, ctx context.Context, customerID, id string, input workato.RoleInput) (workato.Role, error)
	remove func(c *workato.Client, ctx context.Context, customerID, id string) error
}

func (k *rbacKind) child() parent.Child {
	return parent.Child{
		Type: k.typeName, Attribute: "managed_customer_id",
		Format: importid.Format{Parts: []string{"managed_customer_id", "role_id"}, Example: k.example},
	}
}
