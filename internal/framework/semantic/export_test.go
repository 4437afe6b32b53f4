package semantic

// Canonical is the form in which two spellings of one value are equal.
func (t StringType) Canonical(s string) string { return t.canonical(s) }
