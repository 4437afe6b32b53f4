package semantic

import "github.com/hashicorp/terraform-plugin-framework/types"

// OrNull returns a text from the service, where an empty one means that there is
// none.
func OrNull[S ~string](text S) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(string(text))
}
