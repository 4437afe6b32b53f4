package sandbox

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
)

// authFields is the list of auth_settings on
// api-docs.workato.com/oem-api/resources/manage-customers/post-managed-users.
// It also has three flags whose names the public copies cut off, so a flag of
// another name is let through.
var authFields = shape{
	"type": isText, "provider": isText, "metadata_url": isText,
	"sso_url": isText, "saml_issuer": isText, "x509_cert": isText,
}

// checkCustomer refuses values that the page on creation or update rules out.
func (c *call) checkCustomer(cu *customer, body map[string]any, settings environmentSettings) error {
	if plan, given := body["plan_id"].(string); given && !slices.Contains(c.sb.plans, plan) {
		return invalidField("plan_id", "is not a plan of this partner")
	}
	if err := checkAuthSettings(body["auth_settings"]); err != nil {
		return err
	}
	if start, given := body["current_billing_period_start"].(string); given {
		if _, err := time.Parse(time.DateOnly, start); err != nil {
			return invalidField("current_billing_period_start", "must be an ISO 8601 date")
		}
	}
	if adjustment := body["task_limit_adjustment"]; adjustment != nil {
		if _, err := strconv.Atoi(idText(adjustment)); err != nil {
			return invalidField("task_limit_adjustment", "must be an integer")
		}
	}
	if limit, given := body["custom_task_limit"].(json.Number); given {
		// "Must exceed what is already used"; nothing is used here.
		if n, err := limit.Int64(); err != nil || n <= 0 {
			return invalidField("custom_task_limit", "must be greater than the number of tasks used")
		}
	}
	return c.checkExternalIDs(cu, body, settings)
}

// checkAuthSettings holds auth_settings to the rules of
// api-docs.workato.com/oem-api/resources/manage-customers/post-managed-users.
func checkAuthSettings(value any) error {
	settings, given := value.(map[string]any)
	if !given {
		return nil
	}
	known := map[string]any{}
	for key, v := range settings {
		if _, listed := authFields[key]; listed || !isFlag.fits(v) {
			known[key] = v
		}
	}
	if err := authFields.check(known); err != nil {
		return err
	}
	switch text(settings, "type") {
	case "workato_auth", "two_fa_auth":
		return nil
	case "saml_sso":
	default:
		return invalidField("auth_settings", "type must be workato_auth, two_fa_auth or saml_sso")
	}
	if !slices.Contains([]string{"okta", "onelogin", "others"}, text(settings, "provider")) {
		return invalidField("auth_settings", "provider must be okta, onelogin or others")
	}
	if text(settings, "metadata_url") != "" {
		return nil
	}
	for _, key := range []string{"sso_url", "saml_issuer", "x509_cert"} {
		if text(settings, key) == "" {
			return invalidField("auth_settings", "%s is needed without metadata_url", key)
		}
	}
	return nil
}

// applyCustomer sets what a checked body gives. Null clears a field; what has a
// default falls back to it.
func (c *call) applyCustomer(cu *customer, body map[string]any, settings environmentSettings) {
	for field, value := range body {
		switch field {
		case "external_id":
			cu.dev.externalID = value
		case "error_notification_emails":
			cu.dev.errorEmails = c.email(value)
		case "environments", "provision_environments":
		case "name":
			cu.fields[field] = c.name(text(body, field))
		case "notification_email", "admin_notification_emails":
			cu.fields[field] = c.email(value)
		case "plan_id":
			cu.fields[field] = orDefault(value, c.sb.plans[0])
		case "time_zone":
			cu.fields[field] = orDefault(value, defaultTimeZone)
		case "in_trial":
			cu.fields[field] = orDefault(value, false)
		default:
			cu.fields[field] = value
		}
	}
	for _, ws := range cu.workspaces() {
		c.applyEnvironment(ws, settings[ws.kind])
	}
}

func orDefault(value, fallback any) any {
	if value == nil {
		return fallback
	}
	return value
}

// customerObject has the fields of the sample on
// docs.workato.com/oem/embedded-environments and those that
// api-docs.workato.com/oem-api/resources/manage-customers/get-managed-users-managed-user-id adds.
func (c *call) customerObject(cu *customer) map[string]any {
	fields := cu.fields
	start := time.Date(c.now.Year(), c.now.Month(), 1, 0, 0, 0, 0, c.now.Location())
	object := map[string]any{
		"id":                 c.number(cu.id),
		"external_id":        cu.dev.externalID,
		"name":               fields["name"],
		"notification_email": fields["notification_email"],
		"full_embedding":     fields["full_embedding"],
		// Both come back with notification_email until they are set.
		"admin_notification_emails":    orDefault(fields["admin_notification_emails"], fields["notification_email"]),
		"error_notification_emails":    orDefault(cu.dev.errorEmails, fields["notification_email"]),
		"plan_id":                      fields["plan_id"],
		"origin_url":                   fields["origin_url"],
		"trial":                        fields["in_trial"],
		"in_trial":                     fields["in_trial"],
		"whitelisted_apps":             orDefault(fields["whitelisted_apps"], []any{}),
		"frame_ancestors":              fields["frame_ancestors"],
		"time_zone":                    fields["time_zone"],
		"auth_settings":                c.authObject(fields["auth_settings"]),
		"oauth_id":                     fields["oauth_id"],
		"team_name":                    orDefault(fields["team_name"], fields["name"]),
		"current_billing_period_start": orDefault(fields["current_billing_period_start"], timestamp(start)),
		"current_billing_period_end":   timestamp(start.AddDate(0, 1, 0)),
		"task_count":                   0,
		"task_limit":                   orDefault(fields["custom_task_limit"], 10000),
		"task_limit_adjustment":        fields["task_limit_adjustment"],
		"active_connection_limit":      nil,
		"active_connection_count":      0,
		"active_recipe_count":          0,
	}
	if cu.test != nil {
		object["environments"] = c.environmentObjects(cu)
	}
	return cu.in(object)
}

// authObject shows the type, as the sample on
// docs.workato.com/oem/embedded-environments does. Whether more comes back is
// not documented.
func (c *call) authObject(value any) map[string]any {
	settings, given := value.(map[string]any)
	if !given {
		return map[string]any{"type": "workato_auth"}
	}
	if !c.sb.readings.AuthSettingsInFull {
		return map[string]any{"type": settings["type"]}
	}
	shown := maps.Clone(settings)
	delete(shown, "x509_cert")
	return shown
}
