package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// account is the sandbox, as seen from outside.
type account struct {
	url, token string
	// controls is where the sandbox itself answers, beside the API.
	controls string
	http     *http.Client
}

func accountOf(environ []string) account {
	return account{
		url:      cli.Lookup(environ, "WORKATO_BASE_URL"),
		token:    cli.Lookup(environ, "WORKATO_API_TOKEN"),
		controls: cli.Lookup(environ, "WORKATO_SANDBOX_URL"),
		http:     &http.Client{Timeout: 10 * time.Second},
	}
}

// createCustomer makes a customer as a script would, behind Terraform's back.
func (a account) createCustomer(ctx context.Context, fields map[string]any) error {
	return a.call(ctx, http.MethodPost, a.url+"/api/managed_users", fields, nil)
}

// acceptInvitation does what somebody does who was invited.
func (a account) acceptInvitation(ctx context.Context, customer, email string) error {
	var found struct {
		ID json.Number `json:"id"`
	}
	if err := a.call(ctx, http.MethodGet, a.url+"/api/managed_users/"+customer, nil, &found); err != nil {
		return err
	}
	return a.call(ctx, http.MethodPost, a.controls+"customers/"+found.ID.String()+"/accept_invitation", map[string]any{"email": email}, nil)
}

func (a account) call(ctx context.Context, method, address string, body, into any) error {
	payload := &bytes.Buffer{}
	if body != nil {
		if err := json.NewEncoder(payload).Encode(body); err != nil {
			return err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, address, payload)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	req.Header.Set("Content-Type", "application/json")
	return a.send(req, into)
}

func (a account) send(req *http.Request, into any) error {
	resp, err := a.http.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", req.Method, req.URL, resp.Status)
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

// ledger is what the sandbox remembers of everything that happened.
type ledger struct {
	Requests []sandbox.Request `json:"requests"`
	Objects  []sandbox.Object  `json:"objects"`
}

func (a account) ledger(ctx context.Context) (*ledger, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.controls+"ledger", http.NoBody)
	if err != nil {
		return nil, err
	}
	var l ledger
	return &l, a.send(req, &l)
}

// writes returns the calls that meant to change something.
func (l *ledger) writes() []sandbox.Request {
	return slices.DeleteFunc(slices.Clone(l.Requests), func(r sandbox.Request) bool { return !r.Write() })
}

// made counts the objects of a kind that ever were.
func (l *ledger) made(kind string) int {
	count := 0
	for _, object := range l.Objects {
		if object.Kind == kind {
			count++
		}
	}
	return count
}

// left returns the objects that are still there.
func (l *ledger) left() []sandbox.Object {
	var out []sandbox.Object
	for _, object := range l.Objects {
		if !object.Deleted {
			out = append(out, object)
		}
	}
	return out
}

// doubled returns the objects that were made while another one with the same
// natural key was there.
func (l *ledger) doubled() []sandbox.Object {
	var out []sandbox.Object
	there := map[string]sandbox.Object{}
	for _, object := range l.Objects {
		key := object.Kind + " " + object.Key
		if before, found := there[key]; found && (!before.Deleted || before.DeletedBy > object.CreatedBy) {
			out = append(out, object)
		}
		there[key] = object
	}
	return out
}
