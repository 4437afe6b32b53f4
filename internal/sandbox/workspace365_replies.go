package sandbox

import (
	"net/http"
	"strings"
)

// byteOrderMark is U+FEFF in UTF-8.
const byteOrderMark = "\xef\xbb\xbf"

// w365Object makes an object of keys and values. The documented replies have
// keys in camel case, other than requests (support.workspace365.net,
// "Provisioning Environment").
func (c *call) w365Object(keysAndValues ...any) map[string]any {
	object := map[string]any{}
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		key, _ := keysAndValues[i].(string)
		if c.sb.readings.PascalCase {
			key = strings.ToUpper(key[:1]) + key[1:]
		}
		object[key] = keysAndValues[i+1]
	}
	return object
}

// w365Marked adds the byte order mark if the chosen reading has one.
func (c *call) w365Marked(answer reply) reply {
	if body := encode(answer.body); c.sb.readings.BOM && len(body) > 0 {
		answer.body = rawBody(byteOrderMark + string(body))
	}
	return answer
}

// w365OK sends a body with 200.
func (c *call) w365OK(body any) (reply, error) {
	answer := reply{status: http.StatusOK, body: body}
	if text, isText := body.(string); isText && c.sb.readings.BareNames {
		answer.body = rawBody(text)
		answer.header = http.Header{"Content-Type": {"text/plain; charset=utf-8"}}
	}
	return c.w365Marked(answer), nil
}

// w365Done answers where only success matters. The documents have a string
// there and describe it with the sentences used here.
func (c *call) w365Done(sentence string) (reply, error) {
	switch c.sb.readings.DoneReply {
	case Workspace365DoneReplyEmpty:
		return reply{status: http.StatusOK}, nil
	case Workspace365DoneReplyNoContent:
		return reply{status: http.StatusNoContent}, nil
	case Workspace365DoneReplyText:
	}
	return c.w365OK(sentence)
}

// w365TemporaryPassword answers the creation with a temporary password. The
// reply is an object whose fields are cut off, and described as the name of the
// environment (support.workspace365.net, "Provisioning Environment").
func (c *call) w365TemporaryPassword(name string) (reply, error) {
	switch c.sb.readings.V2Reply {
	case Workspace365V2ReplyPassword:
		return c.w365OK(c.w365Object("environmentName", name, "temporaryPassword", "sandbox-temporary-not-a-secret"))
	case Workspace365V2ReplyString:
		return c.w365OK(name)
	case Workspace365V2ReplyEmpty:
		return reply{status: http.StatusOK}, nil
	case Workspace365V2ReplyNameless:
		return c.w365OK(c.w365Object("created", true))
	case Workspace365V2ReplyObject:
	}
	return c.w365OK(c.w365Object("environmentName", name))
}

// w365ListBody puts environments into the chosen shape. Of the documented one
// only the bracket survives (support.workspace365.net, "Provisioning
// Environment").
func (c *call) w365ListBody(environments []*w365Environment) any {
	list := make([]any, 0, len(environments))
	for i, e := range environments {
		list = append(list, c.w365Element(i, e))
	}
	if c.sb.readings.List == Workspace365ListWrapped {
		return c.w365Object("environments", list)
	}
	return list
}

func (c *call) w365Element(index int, e *w365Environment) any {
	switch c.sb.readings.List {
	case Workspace365ListStrings:
		return e.name
	case Workspace365ListPlain:
		return c.w365Object("environmentName", e.name)
	case Workspace365ListStatus:
		status := "Inactive"
		if e.active {
			status = "Active"
		}
		return c.w365Object("name", e.name, "status", status)
	case Workspace365ListInverted:
		return c.w365Object("name", e.name, "isInactive", !e.active)
	case Workspace365ListDetailed:
		return c.w365Object("environmentName", e.name, "isActive", e.active, "licenseCount", e.licenses,
			"emailAddress", e.adminEmail, "kind", string(e.kind), "createdAt", timestamp(e.created))
	case Workspace365ListUnreadable:
		return c.w365Object("key", index)
	case Workspace365ListPartlyUnreadable:
		if index == 0 {
			return c.w365Object("key", index)
		}
	case Workspace365ListObjects, Workspace365ListWrapped:
	}
	return c.w365Object("environmentName", e.name, "isActive", e.active)
}
