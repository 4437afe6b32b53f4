package customer

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// benchmarked is a customer as a list shows it, with everything that most have.
const benchmarked = `{
	"id": 209, "name": "Acme", "external_id": "acme", "notification_email": "ops@acme.example, it@acme.example",
	"admin_notification_emails": "ada@acme.example", "error_notification_emails": "ops@acme.example", "plan_id": "oem_plan",
	"origin_url": "https://app.partner.example", "frame_ancestors": "https://a.example, https://b.example", "time_zone": "UTC",
	"whitelisted_apps": ["salesforce", "netsuite"], "trial": false, "in_trial": false, "custom_task_limit": 5000,
	"auth_settings": {"type": "workato_auth"}, "created_at": "2026-01-05T09:00:00.000-07:00",
	"environments": [{"id": 209, "type": "dev"}, {"id": 210, "type": "test"}, {"id": 211, "type": "prod"}]
}`

// BenchmarkModel_refresh takes over what the service says, as each refresh of each customer does.
func BenchmarkModel_refresh(b *testing.B) {
	var c workato.Customer
	require.NoError(b, json.Unmarshal([]byte(benchmarked), &c))
	prior := model{Name: types.StringValue("Acme"), NotificationEmail: semantic.Emails.Value("OPS@acme.example;it@acme.example")}
	b.ReportAllocs()
	for b.Loop() {
		m := prior
		require.False(b, m.refresh(b.Context(), c).HasError())
	}
}

// BenchmarkModel_decode reads a page of a list.
func BenchmarkModel_decode(b *testing.B) {
	page := "["
	for i := range 100 {
		if i > 0 {
			page += ","
		}
		page += benchmarked
	}
	text := fmt.Appendf(nil, "%s]", page)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var customers []workato.Customer
		require.NoError(b, json.Unmarshal(text, &customers))
	}
}

// BenchmarkModel_createInput makes the request that creates a customer.
func BenchmarkModel_createInput(b *testing.B) {
	var c workato.Customer
	require.NoError(b, json.Unmarshal([]byte(benchmarked), &c))
	var m model
	require.False(b, m.refresh(b.Context(), c).HasError())
	b.ReportAllocs()
	for b.Loop() {
		_, err := json.Marshal(m.createInput())
		require.NoError(b, err)
	}
}
