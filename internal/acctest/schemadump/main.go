// Command schemadump writes down the schema of this provider. Neither Terraform nor a built provider is involved, so the
// output does not depend on what is installed. It prints the format of `terraform providers schema -json`, or writes the
// files that the schema is locked with.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"log"
	"os"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemajson"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemalock"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("schemadump: ")

	forDocs := flag.Bool("for-tfplugindocs", false,
		"file the schema under the short name and put the provider's name in front of every type, as tfplugindocs expects")
	lock := flag.String("lock", "", "lock the schema in the files of this directory, instead of printing it")
	released := flag.String("released", "", "note the schema in this file as the one of the last release, instead of printing it")
	flag.Parse()

	if err := run(context.Background(), *forDocs, *lock, *released); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, forDocs bool, lock, released string) error {
	if lock == "" && released == "" {
		return dump(ctx, os.Stdout, forDocs)
	}

	schemas, err := schemasOf(ctx, provider.Address)
	if err != nil {
		return err
	}

	current := schemalock.Of(schemas.Schemas[provider.Address])

	if lock != "" {
		if err := schemalock.WriteDirectory(lock, current); err != nil {
			return err
		}
	}

	if released != "" {
		return schemalock.WriteFile(released, current)
	}

	return nil
}

func schemasOf(ctx context.Context, address string) (*tfjson.ProviderSchemas, error) {
	return schemajson.FromServer(ctx, providerserver.NewProtocol6(provider.New("dev")())(), address)
}

func dump(ctx context.Context, out io.Writer, forDocs bool) error {
	address := provider.Address
	if forDocs {
		// tfplugindocs cannot be told a registry address.
		address = provider.TypeName
	}

	schemas, err := schemasOf(ctx, address)
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
