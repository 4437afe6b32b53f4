package workspace365

// What the tests and the fuzzer look at from the inside: pure functions over what a
// service may answer, whose every case would be slow to bring about through a server.
var (
	DecodeList    = decodeList
	DecodeCreated = decodeCreated
	DecodeError   = decodeError
)
