// Package pipeline tests what users copy into their repositories and pipelines: the modules in examples/modules and the
// pipelines in examples/gitops. They run as they would there, with the provider's binary, the real CLI and the sandbox.
package pipeline
