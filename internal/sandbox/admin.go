package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
)

// adminPrefix is where the sandbox's own controls live. They need no token: they
// are no part of the emulated API, and the sandbox only listens on loopback.
const adminPrefix = "/_sandbox/"

func (sb *Sandbox) adminRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_sandbox/{$}", sb.adminIndex)
	mux.HandleFunc("GET /_sandbox/ledger", sb.adminLedger)
	mux.HandleFunc("GET /_sandbox/faults", sb.adminListFaults)
	mux.HandleFunc("POST /_sandbox/faults", sb.adminAddFault)
	mux.HandleFunc("DELETE /_sandbox/faults", sb.adminClearFaults)
	mux.HandleFunc("GET /_sandbox/readings", sb.adminGetReadings)
	mux.HandleFunc("PUT /_sandbox/readings", sb.adminPutReadings)
	mux.HandleFunc("POST /_sandbox/reset", sb.adminReset)
	mux.HandleFunc("POST /_sandbox/customers/{id}/provision", sb.adminProvision)
	mux.HandleFunc("POST /_sandbox/customers/{id}/accept_invitation", sb.adminAcceptInvitation)
	return mux
}

func sendJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(body) // a client that has gone away is no fault of ours
}

func sendProblem(w http.ResponseWriter, err error) {
	sendJSON(w, http.StatusBadRequest, map[string]any{"message": err.Error()})
}

// adminIndex says what this is and what there is to ask for.
func (sb *Sandbox) adminIndex(w http.ResponseWriter, _ *http.Request) {
	sendJSON(w, http.StatusOK, map[string]any{
		"what": "An emulation of the Workato Embedded API, which answers under /api, and of the Workspace 365 Provisioning API, which answers under /Provisioning, in memory. It is controlled here.",
		"endpoints": map[string]string{
			"GET /_sandbox/ledger":                            "requests, objects and duplicates so far",
			"GET /_sandbox/faults":                            "faults that are armed",
			"POST /_sandbox/faults":                           "arm a fault: method, route, skip, count, when, delay, action, status, header, content_type, body",
			"DELETE /_sandbox/faults":                         "disarm every fault",
			"GET /_sandbox/readings":                          "readings in force",
			"PUT /_sandbox/readings":                          "change the readings that the body names",
			"POST /_sandbox/reset":                            "back to a fresh sandbox; readings stay",
			"POST /_sandbox/customers/{id}/provision":         "turn Environments on, as in the console",
			"POST /_sandbox/customers/{id}/accept_invitation": "accept an invitation: email, which may be left out if there is one",
		},
	})
}

// adminLedger sends {"requests": [...], "objects": [...], "duplicates": [[...]]}.
func (sb *Sandbox) adminLedger(w http.ResponseWriter, _ *http.Request) {
	sendJSON(w, http.StatusOK, map[string]any{
		"requests":   orEmpty(sb.Requests()),
		"objects":    orEmpty(sb.Objects("")),
		"duplicates": orEmpty(sb.Duplicates()),
	})
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (sb *Sandbox) adminListFaults(w http.ResponseWriter, _ *http.Request) {
	sendJSON(w, http.StatusOK, map[string]any{"faults": sb.Faults()})
}

func (sb *Sandbox) adminAddFault(w http.ResponseWriter, r *http.Request) {
	var fault Fault
	if err := readJSON(w, r, &fault); err != nil {
		sendProblem(w, err)
		return
	}
	sendJSON(w, http.StatusCreated, map[string]any{"id": sb.InjectFault(fault)})
}

func (sb *Sandbox) adminClearFaults(w http.ResponseWriter, _ *http.Request) {
	sb.ClearFaults()
	w.WriteHeader(http.StatusNoContent)
}

func (sb *Sandbox) adminGetReadings(w http.ResponseWriter, _ *http.Request) {
	sendJSON(w, http.StatusOK, sb.Readings())
}

func (sb *Sandbox) adminPutReadings(w http.ResponseWriter, r *http.Request) {
	readings := sb.Readings()
	if err := readJSON(w, r, &readings); err != nil {
		sendProblem(w, err)
		return
	}
	sb.SetReadings(readings)
	sendJSON(w, http.StatusOK, readings)
}

func (sb *Sandbox) adminReset(w http.ResponseWriter, r *http.Request) {
	sb.Reset()
	sb.recordControl(r, nil)
	w.WriteHeader(http.StatusNoContent)
}

func (sb *Sandbox) adminProvision(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err == nil {
		err = sb.ProvisionInConsole(id)
	}
	if err != nil {
		sendProblem(w, err)
		return
	}
	sb.recordControl(r, nil)
	w.WriteHeader(http.StatusNoContent)
}

// adminAcceptInvitation takes {"email": "..."} and sends {"id": 7001}.
func (sb *Sandbox) adminAcceptInvitation(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Email string `json:"email"`
	}
	id, err := strconv.Atoi(r.PathValue("id"))
	if err == nil {
		err = readJSON(w, r, &body)
	}
	member := 0
	if err == nil {
		member, err = sb.AcceptInvitation(id, body.Email)
	}
	if err != nil {
		sendProblem(w, err)
		return
	}
	sb.recordControl(r, body)
	sendJSON(w, http.StatusOK, map[string]any{"id": member})
}

func readJSON(w http.ResponseWriter, r *http.Request, v any) error {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	if err != nil {
		return err
	}
	return decodeStrictly(raw, v)
}
