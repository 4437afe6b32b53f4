package attribute

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// ParentOfList is the customer or environment whose objects a data source lists.
func ParentOfList(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Required:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}

// NameOfList narrows a list to what has exactly one name.
func NameOfList(what string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Lists only the " + what + " with exactly this name.",
		Optional:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}
