package sandbox

import "time"

// getAccount describes the Embed admin workspace that the token belongs to. The
// fields are those of the User schema in the API's own specification
// (github.com/workato-devs/workato-platform-cli, workato-api-spec.yaml).
func getAccount(c *call) (reply, error) {
	start := time.Date(c.now.Year(), c.now.Month(), 1, 0, 0, 0, 0, c.now.Location())
	return ok(map[string]any{
		"id":                           c.number(1),
		"name":                         "Sandbox partner",
		"email":                        "partner@example.com",
		"company_name":                 "Sandbox",
		"location":                     nil,
		"plan_id":                      "oem_partner",
		"root_folder_id":               c.number(1),
		"recipes_count":                0,
		"active_recipes_count":         0,
		"created_at":                   timestamp(start.AddDate(-1, 0, 0)),
		"current_billing_period_start": timestamp(start),
		"current_billing_period_end":   timestamp(start.AddDate(0, 1, 0)),
	})
}
