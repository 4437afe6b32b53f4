package attribute_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

func TestEmails(t *testing.T) {
	t.Parallel()
	const must = "must be an e-mail address, or several with commas between them"
	for text, want := range map[string][]string{
		"ann@x.test":                 {},
		"ann@x.test, bob@x.test":     {},
		"ann+tag@sub.x.test":         {},
		"ann@x.test,":                {},
		"":                           {"Invalid e-mail address: The value is empty, but " + must + "."},
		" , ":                        {"Invalid e-mail address: The value is empty, but " + must + "."},
		"ann":                        {`Invalid e-mail address: "ann" is not an e-mail address: it ` + must + "."},
		"Ann <ann@x.test>":           {`Invalid e-mail address: "Ann <ann@x.test>" is not an e-mail address: it ` + must + "."},
		"<ann@x.test>":               {`Invalid e-mail address: "<ann@x.test>" is not an e-mail address: it ` + must + "."},
		"ann@x.test;bob@x.test":      {`Invalid e-mail address: "ann@x.test;bob@x.test" is not an e-mail address: it ` + must + "."},
		"ann@x.test, @x.test, bob@ ": {`Invalid e-mail address: "@x.test" is not an e-mail address: it ` + must + ".", `Invalid e-mail address: "bob@" is not an e-mail address: it ` + must + "."},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, complaints(t, attribute.Emails(), types.StringValue(text)))
		})
	}
	require.Empty(t, complaints(t, attribute.Emails(), types.StringNull()))
	require.Empty(t, complaints(t, attribute.Emails(), types.StringUnknown()))
	require.Equal(t, must, attribute.Emails()[0].Description(t.Context()))
	require.Equal(t, must, attribute.Emails()[0].MarkdownDescription(t.Context()))
}
