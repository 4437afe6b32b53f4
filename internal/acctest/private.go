package acctest

// Private returns what the provider keeps beside the state.
func (s State) Private() string { return string(s.private) }
