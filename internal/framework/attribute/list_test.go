package attribute_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

func TestListAttributes(t *testing.T) {
	t.Parallel()
	parent := attribute.ParentOfList(attribute.CustomerDescription)
	require.True(t, parent.IsRequired())
	require.Equal(t, attribute.CustomerDescription, parent.MarkdownDescription, "a data source has nothing to replace")
	require.Len(t, complaints(t, parent.Validators, types.StringValue("")), 1)

	name := attribute.NameOfList("groups")
	require.True(t, name.IsOptional())
	require.Equal(t, "Lists only the groups with exactly this name.", name.MarkdownDescription)
	require.Len(t, complaints(t, name.Validators, types.StringValue("")), 1)
	require.Empty(t, complaints(t, name.Validators, types.StringValue(" x")), "a name of the service is taken as it is")
}
