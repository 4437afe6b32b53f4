// Package interrupt holds tests of what cannot be seen while the provider runs in the process of a test: the real CLI
// and the real provider as processes, which are interrupted, killed, and run beside each other.
package interrupt
