package faults

// Row is something that can go wrong.
type Row struct {
	// ID is part of the names of the tests that show what holds: TestProject_C1_answerLost.
	ID string
	// Fault is what goes wrong, Holds what must be true all the same.
	Fault, Holds string
	// Why is the reason why there is no test: it cannot happen here.
	Why string
}

// Part is a part of the catalogue.
type Part struct {
	Title string
	Rows  []Row
}

// Catalogue lists what can go wrong between Terraform, this provider and the two APIs.
var Catalogue = []Part{
	{"Creating", []Row{
		{ID: "C1", Fault: "The answer is lost after the object was made: the connection breaks.", Holds: "One object, in the state, not tainted; it was asked for once; a warning says what happened."},
		{ID: "C2", Fault: "A gateway answers 502 or 504 after the object was made.", Holds: "As C1."},
		{ID: "C3", Fault: "An error comes first, and the object is made later.", Holds: "One object; nothing is sent again before the time is over in which it may still appear."},
		{ID: "C4", Fault: "The request fails and nothing was made.", Holds: "One object, after at most two requests."},
		{ID: "C5", Fault: "The object is made, and a call that should follow fails.", Holds: "Its id is in the state in any case. What fails in passing is repeated; what fails for good ends as the table below says for each type, and never as an object that nobody knows."},
		{ID: "C6", Fault: "200 with a web page, without a body, cut off, or with invalid JSON, after the object was made.", Holds: "As C1: it is looked for, and not taken for a failure."},
		{ID: "C7", Fault: "Ids change between number, text and numbers beyond 53 bits, or are missing.", Holds: "Digits are kept exactly; without an id, the object is looked for by its natural key."},
		{ID: "C8", Fault: "\"Already taken\" answers the repeated request, as the first one was done after all.", Holds: "It is taken over only if it was proved absent before; otherwise an error with an import block."},
		{ID: "C9", Fault: "Two runs create the same at once.", Holds: "Never two in the states for one key; where there are two objects, an error names both ids."},
		{ID: "C10", Fault: "One configuration has the same key twice.", Holds: "The second is an error; one object."},
		{ID: "C11", Fault: "The service stores a value in another spelling.", Holds: "Not tainted, the configured spelling stays in the state, the second plan is empty."},
		{ID: "C12", Fault: "What was just made is not shown yet.", Holds: "Creating does not depend on it, and the object does not leave the state."},
		{ID: "C13", Fault: "An interrupt at any point of an operation.", Holds: "What the service has is what the state has."},
		{ID: "C14", Fault: "A second interrupt, SIGKILL, a power cut.", Holds: "The next apply sends nothing again for keys that exist, and prints an import block that works."},
		{ID: "C15", Fault: "The provider panics.", Holds: "All other objects are in the state, and this one too if it was answered."},
		{ID: "C16", Fault: "One invitation per person in 20 minutes.", Holds: "A look instead of a second invitation."},
	}},
	{"Reading", []Row{
		{ID: "R1", Fault: "The object is really gone.", Holds: "The plan creates it; a warning says so and how it was found."},
		{ID: "R2", Fault: "What it belongs to is gone.", Holds: "It leaves the state with it; what belongs elsewhere stays."},
		{ID: "R3", Fault: "404, as the token may not see it.", Holds: "It stays in the state if the customer or the environment cannot be seen either; the error says what to check."},
		{ID: "R4", Fault: "401 or 403.", Holds: "The state stays as it is; the error lists the causes."},
		{ID: "R5", Fault: "A list shows only what the token may see.", Holds: "That a list lacks an object removes nothing by itself."},
		{ID: "R6", Fault: "A page that repeats, is empty in the middle, or has another size than asked for.", Holds: "All is found, or an error; pages are bounded."},
		{ID: "R7", Fault: "A list shifts between two pages.", Holds: "What is missing is confirmed before it is removed; no row is there twice."},
		{ID: "R8", Fault: "The total says 250, the rows are 240.", Holds: "An error or a confirmation, and no silence."},
		{ID: "R8a", Fault: "Everything is gone at once: another account, a lost permission, an empty list.", Holds: "If none of three or more of a kind is there, that is an error; `allow_mass_removal` accepts it."},
		{ID: "R8b", Fault: "The list is the only witness, and one list is bad.", Holds: "Only a second list, later, removes; what cannot be read is an error."},
		{ID: "R9", Fault: "5xx, or the connection breaks.", Holds: "Repeated a few times; then an error, and the state stays as it is."},
		{ID: "R10", Fault: "200 with an error, a login page or something else that is no answer.", Holds: "An error that quotes it without secrets; the state stays as it is."},
		{ID: "R11", Fault: "An unknown field, an unknown word, null where there is always a value.", Holds: "No error on what is computed; the second plan is empty."},
		{ID: "R12", Fault: "Null, empty and absent instead of each other.", Holds: "The second plan is empty for each spelling of the configuration."},
		{ID: "R13", Fault: "Another order.", Holds: "The second plan is empty."},
		{ID: "R14", Fault: "A huge answer, or one that drips.", Holds: "Bounded memory and time, and a clear error."},
		{ID: "R15", Fault: "An ETag that lies.", Holds: "Conditional requests are not sent, so nothing can be hidden by one."},
		{ID: "R16", Fault: "Somebody changes an attribute elsewhere.", Holds: "The plan shows that one, an apply restores it, and the next plan is empty."},
	}},
	{"Updating and deleting", []Row{
		{ID: "U1", Fault: "An update fails half-way.", Holds: "The state is what the service has; the next plan finishes the rest."},
		{ID: "U2", Fault: "The answer to an update is lost.", Holds: "It is done once or repeated without harm; the next plan is empty."},
		{ID: "U3", Fault: "Somebody else changes the object meanwhile.", Holds: "What the configuration leaves out survives."},
		{ID: "D1", Fault: "It is gone already.", Holds: "A success without a warning, if the answer proves it."},
		{ID: "D2", Fault: "The answer to a deletion is lost.", Holds: "It leaves the state without an error."},
		{ID: "D3", Fault: "The object is still in use.", Holds: "A message that says by what."},
		{ID: "D4", Fault: "It is deleted later than answered, and its name is taken until then.", Holds: "Creating it again works, or says why it does not."},
		{ID: "D5", Fault: "Private state is missing where a tainted object is replaced.", Holds: "Deletion protection holds all the same."},
		{ID: "D6", Fault: "Somebody deactivates it elsewhere.", Holds: "The plan activates it in place."},
	}},
	{"Pressure, time and concurrency", []Row{
		{ID: "P1", Fault: "429 with, without, or with an absurd Retry-After.", Holds: "It is obeyed up to the deadline of the operation; no busy loop."},
		{ID: "P2", Fault: "429 for ten minutes.", Holds: "No operation fails whose time is not over; one call at a time asks again."},
		{ID: "P3", Fault: "Another run uses the same quota.", Holds: "Both finish; each keeps to its share."},
		{ID: "P4", Fault: "The clocks differ.", Holds: "No endless wait and no busy loop."},
		{ID: "P5", Fault: "The token is not accepted any more during an apply.", Holds: "An error at once: tokens and keys do not expire by themselves, and nothing renews them. Nothing is repeated, and the state stays as it is."},
		{ID: "P6", Fault: "The service is slower than the limit for one call.", Holds: "The limit is above the 40 seconds after which Workato itself gives up; beyond it, as C1."},
		{ID: "P7", Fault: "The connection breaks between two calls.", Holds: "Reads are repeated, writes are not sent twice."},
	}},
	{"Secrets and transport", []Row{
		{ID: "S1", Fault: "A redirect to somewhere else.", Holds: "Credentials never leave the host; no write is repeated."},
		{ID: "S2", Fault: "A secret in a log, a plan, the state, an error, a panic or a URL.", Holds: "None, apart from the attributes that are documented as kept."},
		{ID: "S3", Fault: "The service repeats a secret in an error.", Holds: "It is blacked out."},
		{ID: "S4", Fault: "TF_LOG_SDK_PROTO_DATA_DIR is set.", Holds: "Documented: it writes everything to disk, which is what it is for."},
		{ID: "S5", Fault: "A certificate that is self-signed, expired, of another host, or an old TLS.", Holds: "Refused; there is no switch against it, but `ca_file`."},
		{ID: "S6", Fault: "A proxy that refuses, or answers itself.", Holds: "Proxies are used as the environment says, and what they answer is classed rightly."},
		{ID: "S7", Fault: "A token with a line break, a BOM, or nothing in it.", Holds: "A clear error before any call."},
	}},
	{"Versions and processes", []Row{
		{ID: "V1", Fault: "A state of an older version.", Holds: "The plan is empty."},
		{ID: "V2", Fault: "A state of a newer version.", Holds: "A clear error, and the state stays as it is."},
		{ID: "V3", Fault: "The provider ends while it reads.", Holds: "Nothing is half written, and nothing goes on behind it."},
		{ID: "V4", Fault: "The world changes between plan and apply.", Holds: "The conflict is reported; nothing is made twice."},
		{ID: "V5", Fault: "`-refresh=false`, `-target`, `-parallelism=1` and `50`.", Holds: "The same in the end; quotas are kept."},
	}},
}
