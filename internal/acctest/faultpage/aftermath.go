package main

// aftermath says what happens when an object was made and what should follow fails for good. Errors of a creation taint
// the object, and the next apply would delete it; so the choice depends on what that would cost.
const aftermath = `
## When an object is made and what should follow fails

An error after a good creation has Terraform delete the object and make it again with the next apply. So for each type it is
decided what that may cost:

| types | what follows a creation | if it fails for good |
|---|---|---|
| ` + "`workato_managed_customer`" + ` | settings, Environments | A warning. The customer is in the state and not tainted; the next plan shows what is missing as a change in place. |
| ` + "`workspace365_environment`" + ` | deactivating it | A warning, likewise. |
| ` + "`workato_project`" + ` | finding the project of the folder, description | What cannot be set is a warning. If the project cannot be found, an error: the folder is in the state and tainted, it is empty, and the next apply replaces it. |
| ` + "`workato_collaborator_group_members`, `workato_project_grants`" + ` | more of the same, in batches | An error; what was done is in the state. Adding a member or granting a role again harms nobody. |
| ` + "`workato_connection`, `workato_api_client`" + ` | nothing that could fail for good | |
| all others | nothing | |
`
