// Command endpoints keeps the page of the documentation that says which endpoints of the two APIs the provider uses. It
// prints the page, or checks it against what a run of all tests has reached.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/reached"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemajson"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("endpoints: ")

	recording := flag.String("check", "", "check the table against the recording in this directory, instead of printing the page")
	flag.Parse()

	if err := run(context.Background(), os.Stdout, *recording); err != nil {
		log.Fatal(err)
	}
}

// run expects the root of the module to be the working directory.
func run(ctx context.Context, out io.Writer, recording string) error {
	if recording == "" {
		_, err := io.WriteString(out, page(table))
		return err
	}

	records, err := reached.Read(recording)
	if err != nil {
		return err
	}

	known, err := whatThereIs(ctx, ".")
	if err != nil {
		return err
	}

	problems := slices.Concat(known.checkRows(table), known.checkComplete(table, records), checkReached(table, records))
	if len(problems) > 0 {
		return fmt.Errorf("internal/acctest/endpoints/table.go is not what the tests have shown:\n\n%s", strings.Join(problems, "\n"))
	}

	_, err = fmt.Fprintf(out, "All %d endpoints in docs/guides/endpoints.md are reached by the tests that it names.\n", built(table))

	return err
}

// whatThereIs collects what the table is compared with.
func whatThereIs(ctx context.Context, root string) (known, error) {
	schemas, err := schemajson.FromServer(ctx, providerserver.NewProtocol6(provider.New("dev")())(), provider.Address)
	if err != nil {
		return known{}, err
	}

	k := known{root: root, types: map[string]bool{}}
	for name := range schemas.Schemas[provider.Address].ResourceSchemas {
		k.types["resource "+name] = true
	}

	for name := range schemas.Schemas[provider.Address].DataSourceSchemas {
		k.types["data source "+name] = true
	}

	for _, endpoint := range sandbox.New().Endpoints() {
		k.endpoints = append(k.endpoints, endpoint.String())
	}

	return k, nil
}
