// Command schemadump prints the schema of this provider in the format of `terraform providers schema -json`. Neither
// Terraform nor a built provider is involved, so the output does not depend on what is installed.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemajson"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("schemadump: ")

	forDocs := flag.Bool("for-tfplugindocs", false,
		"file the schema under the short name and put the provider's name in front of every type, as tfplugindocs expects")
	flag.Parse()

	if err := dump(context.Background(), os.Stdout, *forDocs); err != nil {
		log.Fatal(err)
	}
}

func dump(ctx context.Context, out io.Writer, forDocs bool) error {
	address := provider.Address
	if forDocs {
		// tfplugindocs cannot be told a registry address.
		address = provider.TypeName
	}

	server := providerserver.NewProtocol6(provider.New("dev")())()

	schemas, err := schemajson.FromServer(ctx, server, address)
	if err != nil {
		return err
	}

	if forDocs {
		schemajson.PrefixTypes(schemas.Schemas[address], provider.TypeName)
	}

	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	return encoder.Encode(schemas)
}
