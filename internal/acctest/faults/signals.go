package faults

// SignalsFile is the file, a list of [Signal], in the directory that [Variable] names.
const SignalsFile = "signals.json"

// Signal is what came of ending runs of the real CLI in one way and at one place.
type Signal struct {
	// ID is the row of the catalogue, C13 or C14.
	ID string `json:"id"`
	// Operation is create, update or delete.
	Operation string `json:"operation"`
	// Signal is how the run was ended, such as SIGINT.
	Signal string `json:"signal"`
	// Boundary is when, such as "during POST /api/managed_users".
	Boundary string `json:"boundary"`
	// Runs is how many runs were ended there; all other numbers are their sums.
	Runs int `json:"runs"`
	// Orphans are objects that existed after the end and were in no state; after a kill,
	// that is inevitable.
	Orphans int `json:"orphans"`
	// Recovered are those of them that an import block, printed by the next apply, or that
	// apply itself brought back.
	Recovered int `json:"recovered"`
	// Duplicates are objects beyond the first of a natural key, at the end of everything.
	Duplicates int `json:"duplicates"`
	// Lost are objects that neither were in a state nor could be brought back.
	Lost int `json:"lost"`
	// Nameless are copies of roles that are left behind: nothing tells them from others, so
	// another one was made, with a warning that there are namesakes.
	Nameless int `json:"nameless"`
	// Replaced are objects that were deleted and made anew although nobody asked for it.
	Replaced int `json:"replaced"`
	// SecondsToEnd is the longest time from the signal to the end of the command.
	SecondsToEnd float64 `json:"seconds_to_end"`
}

// Add adds what came of other runs.
func (s *Signal) Add(other Signal) {
	s.Runs += other.Runs
	s.Orphans += other.Orphans
	s.Recovered += other.Recovered
	s.Duplicates += other.Duplicates
	s.Lost += other.Lost
	s.Nameless += other.Nameless
	s.Replaced += other.Replaced
	s.SecondsToEnd = max(s.SecondsToEnd, other.SecondsToEnd)
}
