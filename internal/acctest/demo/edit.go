package main

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// variablesFile is what most pull requests of a real repository change.
const variablesFile = "terraform.tfvars"

// edit sets an attribute of customers, or of what is nested in them, in the variables
// file, and shows the difference, which must be the same for all.
func (d *demo) edit(attribute, value string, customers ...string) error {
	content, err := d.files.ReadFile(variablesFile)
	if err != nil {
		return err
	}
	text, before := string(content), ""
	for _, customer := range customers {
		if text, before, err = set(text, customer, attribute, value); err != nil {
			return fmt.Errorf("%s: %w", variablesFile, err)
		}
	}
	d.note("%s, %s:", variablesFile, strings.Join(customers, ", "))
	d.quote([]string{"- " + attribute + " = " + before, "+ " + attribute + " = " + value})
	return d.files.WriteFile(variablesFile, []byte(text), 0o600)
}

// set sets an attribute of one customer, and returns the text with it, and the value
// that it had.
func set(text, customer, attribute, value string) (changed, before string, err error) {
	_, rest, found := strings.Cut(text, "\n  "+customer+" = {\n")
	if !found {
		return "", "", fmt.Errorf("there is no customer %s", customer)
	}
	entry, _, _ := strings.Cut(rest, "\n  }\n")
	place := regexp.MustCompile(`(?m)^ +` + attribute + ` += (.*)$`).FindStringSubmatchIndex(entry)
	if place == nil {
		return "", "", fmt.Errorf("customer %s has no %s", customer, attribute)
	}
	start := len(text) - len(rest)
	from, to := start+place[2], start+place[3]
	return text[:from] + value + text[to:], text[from:to], nil
}

// addCustomer adds a customer to the variables file, of which the last brace is
// that of the customers, and shows it.
func (d *demo) addCustomer(lines string) error {
	content, err := d.files.ReadFile(variablesFile)
	if err != nil {
		return err
	}
	d.note("%s:", variablesFile)
	d.quote(added(lines))
	text := strings.TrimSuffix(strings.TrimSpace(string(content)), "}")
	return d.files.WriteFile(variablesFile, []byte(text+"\n"+lines+"}\n"), 0o600)
}

// addFile adds a file to the configuration, and shows it.
func (d *demo) addFile(name, content string) error {
	if _, err := d.files.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already", name)
	}
	d.note("%s:", name)
	d.quote(added(content))
	return d.files.WriteFile(name, []byte(content), 0o600)
}

func added(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, "+ "+strings.TrimSuffix(line, "\n"))
	}
	return lines
}
