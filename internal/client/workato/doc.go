// Package workato is a typed client of the Workato Embedded API: managed
// customers, their environments, projects, collaborator groups, project roles
// and project grants.
//
// It follows the public reference at docs.workato.com/oem/oem-api and
// api-docs.workato.com/oem-api, named in the comments as "OEM API" with the page.
// Where the reference leaves a question open, the client works under each answer:
// ids may be numbers or strings, envelopes may differ, and the role endpoints may
// live under /api or /api/v2.
//
// Every method returns a [transport.Error] for a failed call. The package does not
// know Terraform.
package workato
