// Package transport is the one HTTP stack under every typed client of this
// provider: request building, credentials, pacing, retrying, logging, redaction,
// error decoding and paging.
//
// Its promise is about writes: a write that might have happened is never sent
// again. Every failure of a call therefore carries an [Outcome], and only the
// caller, who knows the natural key of the object, may resolve an ambiguous one.
//
// The package knows neither Terraform nor any particular API.
package transport
