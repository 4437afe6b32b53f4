package main

// The pages of the documentation that are named more than once.
const (
	customersPage   = "https://docs.workato.com/en/oem/oem-api/managed-users.html"
	teamPage        = "https://docs.workato.com/oem/oem-api/team.html"
	groupsPage      = "https://docs.workato.com/en/oem/oem-api/collaborator-groups.html"
	provisionPage   = "https://support.workspace365.net/hc/en-us/articles/115004055149"
	apiPlatformPage = "https://docs.workato.com/oem/oem-api/api-platform.html"
)

// The reasons that several endpoints share.
const (
	usage      = "Usage figures are for reports; nothing about them can be declared."
	deprecated = "Deprecated by Workato; "
	platform   = "What a customer publishes on the API platform is content of their workspace, and is deployed with it."
	content    = "Recipes and what comes with them are deployed by pipelines (recipe lifecycle management), not declared."
	admin      = "Belongs to the admin workspace, and is shared by all customers; nothing is set up there when a customer is onboarded."
	migration  = "Migrates once and for good. Even a dry run is a POST that would migrate for real if its parameter got lost on the way."
	profiles   = "Set up once for all customers, with a client secret, in the admin console."
	tags       = "Tags exist in the admin workspace only."
)

// table is what docs/guides/endpoints.md is made of. Every endpoint that the documents of an API describe is here,
// whether the provider uses it or not.
var table = []area{
	{name: "Customers", source: customersPage, rows: []row{
		{method: "POST", path: "/api/managed_users", types: "resource workato_managed_customer", test: "service/customer.TestAccManagedCustomer_basic"},
		{method: "GET", path: "/api/managed_users", types: "data source workato_managed_customers, data source workato_managed_customer, resource workato_managed_customer", test: "service/customer.TestManagedCustomersDataSource_pages"},
		{method: "GET", path: "/api/managed_users/{id}", types: "resource workato_managed_customer, data source workato_managed_customer", test: "service/customer.TestAccManagedCustomer_basic"},
		{method: "PUT", path: "/api/managed_users/{id}", types: "resource workato_managed_customer", test: "service/customer.TestManagedCustomer_update"},
		{method: "DELETE", path: "/api/managed_users/{id}", types: "resource workato_managed_customer", test: "service/customer.TestAccManagedCustomer_basic"},
		{method: "POST", path: "/api/managed_users/{id}/environments", types: "resource workato_managed_customer", test: "service/customer.TestManagedCustomer_environmentsTurnedOn"},
		{method: "PUT", path: "/api/managed_users/{id}/upgrade", why: deprecated + "the plan is an attribute of `workato_managed_customer`."},
		{method: "PUT", path: "/api/managed_users/{id}/downgrade", why: deprecated + "the plan is an attribute of `workato_managed_customer`."},
		{method: "GET", path: "/api/managed_users?category_id={category_id}", why: "No endpoint makes, lists or assigns categories, so there is no id to filter with."},
		{method: "GET", path: "/api/managed_users/usage", why: usage},
		{method: "POST", path: "/api/v2/managed_users/statistics/usage", why: usage},
		{method: "POST", path: "/api/v2/managed_users/statistics/connection_usage", why: usage},
	}},
	{name: "Collaborators", source: teamPage, rows: []row{
		{method: "POST", path: "/api/managed_users/{id}/member_invitations", types: "resource workato_collaborator", test: "service/collaborator.TestCollaborator_pending"},
		{method: "POST", path: "/api/managed_users/{id}/member_invitation", types: "resource workato_collaborator", test: "service/collaborator.TestCollaborator_singularPath"},
		{method: "GET", path: "/api/managed_users/{id}/members", types: "data source workato_collaborators, data source workato_collaborator, resource workato_collaborator, resource workato_collaborator_group_members", test: "service/collaborator.TestCollaboratorsDataSource"},
		{method: "POST", path: "/api/managed_users/{id}/members", types: "resource workato_collaborator", test: "service/collaborator.TestCollaborator_add"},
		{method: "GET", path: "/api/managed_users/{id}/members/{member_id}", types: "resource workato_collaborator, data source workato_collaborator", test: "service/collaborator.TestCollaborator_legacy"},
		{method: "PUT", path: "/api/managed_users/{id}/members/{member_id}", types: "resource workato_collaborator", test: "service/collaborator.TestCollaborator_update"},
		{method: "DELETE", path: "/api/managed_users/{id}/members/{member_id}", types: "resource workato_collaborator", test: "service/collaborator.TestCollaborator_pending"},
		{method: "GET", path: "/api/managed_users/{id}/members/{member_id}/privileges", types: "data source workato_collaborator_privileges, data source workato_collaborator, resource workato_collaborator", test: "service/collaborator.TestCollaboratorPrivilegesDataSource"},
		{method: "GET", path: "/api/managed_users/{id}/members/{member_id}/projects_privileges", why: "What it answers is not documented."},
		{method: "POST", path: "/api/managed_users/{id}/member", why: deprecated + "members are managed by `/members`."},
		{method: "DELETE", path: "/api/managed_users/{id}/member", why: deprecated + "members are managed by `/members`."},
	}},
	{name: "Collaborator groups", source: groupsPage, rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/user_groups", types: "data source workato_collaborator_groups, data source workato_collaborator_group, resource workato_collaborator_group", test: "service/collaborator.TestCollaboratorGroupsDataSource"},
		{method: "POST", path: "/api/managed_users/{id}/user_groups", types: "resource workato_collaborator_group", test: "service/collaborator.TestAccCollaboratorGroup_basic"},
		{method: "GET", path: "/api/managed_users/{id}/user_groups/{group_id}", types: "resource workato_collaborator_group, resource workato_collaborator_group_members, data source workato_collaborator_group", test: "service/collaborator.TestCollaboratorGroup_appearsLate"},
		{method: "PUT", path: "/api/managed_users/{id}/user_groups/{group_id}", types: "resource workato_collaborator_group", test: "service/collaborator.TestCollaboratorGroup_updateSends"},
		{method: "DELETE", path: "/api/managed_users/{id}/user_groups/{group_id}", types: "resource workato_collaborator_group", test: "service/collaborator.TestAccCollaboratorGroup_createFailsLate"},
		{method: "GET", path: "/api/managed_users/{id}/user_groups/{group_id}/members", types: "resource workato_collaborator_group_members, data source workato_collaborator_group_members, resource workato_collaborator_group", test: "service/collaborator.TestAccCollaboratorGroupMembers_basic"},
		{method: "POST", path: "/api/managed_users/{id}/user_groups/{group_id}/members", types: "resource workato_collaborator_group_members", test: "service/collaborator.TestAccCollaboratorGroupMembers_basic"},
		{method: "DELETE", path: "/api/managed_users/{id}/user_groups/{group_id}/members", types: "resource workato_collaborator_group_members", test: "service/collaborator.TestAccCollaboratorGroupMembers_basic"},
		{method: "GET", path: "/api/managed_users/{id}/user_groups/{group_id}/project_grants", types: "data source workato_project_grants, resource workato_collaborator_group", test: "service/grant.TestProjectGrantsData"},
	}},
	{name: "Environment roles", source: "https://docs.workato.com/en/oem/oem-api/environment-roles.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/environment_roles", types: "data source workato_environment_roles, data source workato_environment_role, resource workato_environment_role, resource workato_collaborator", test: "service/role.TestEnvironmentRolesDataSource"},
		{method: "POST", path: "/api/managed_users/{id}/environment_roles", types: "resource workato_environment_role", test: "service/role.TestAccRBACRoles_basic"},
		{method: "GET", path: "/api/managed_users/{id}/environment_roles/{role_id}", types: "resource workato_environment_role, data source workato_environment_role", test: "service/role.TestAccRBACRoles_basic"},
		{method: "PUT", path: "/api/managed_users/{id}/environment_roles/{role_id}", types: "resource workato_environment_role", test: "service/role.TestAccRBACRoles_basic"},
		{method: "DELETE", path: "/api/managed_users/{id}/environment_roles/{role_id}", types: "resource workato_environment_role", test: "service/role.TestAccRBACRoles_basic"},
	}},
	{name: "Project roles", source: "https://docs.workato.com/en/oem/oem-api/project-roles.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/project_roles", types: "data source workato_project_roles, data source workato_project_role, resource workato_project_role", test: "service/role.TestProjectRolesDataSource"},
		{method: "POST", path: "/api/managed_users/{id}/project_roles", types: "resource workato_project_role", test: "service/role.TestAccRBACRoles_basic"},
		{method: "GET", path: "/api/managed_users/{id}/project_roles/{role_id}", types: "resource workato_project_role, data source workato_project_role", test: "service/role.TestAccRBACRoles_basic"},
		{method: "PUT", path: "/api/managed_users/{id}/project_roles/{role_id}", types: "resource workato_project_role", test: "service/role.TestAccRBACRoles_basic"},
		{method: "DELETE", path: "/api/managed_users/{id}/project_roles/{role_id}", types: "resource workato_project_role", test: "service/role.TestAccRBACRoles_basic"},
	}},
	{name: "Project grants", source: "https://docs.workato.com/en/oem/oem-api/project-grants.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/projects/{project_id}/project_grants", types: "resource workato_project_grant, resource workato_project_grants, data source workato_project_grant, data source workato_project_grants", test: "service/grant.TestAccProjectGrant_basic"},
		{method: "PUT", path: "/api/managed_users/{id}/projects/{project_id}/project_grants", types: "resource workato_project_grant, resource workato_project_grants", test: "service/grant.TestAccProjectGrant_basic"},
		{method: "GET", path: "/api/managed_users/{id}/project_grants/{grant_id}", types: "resource workato_project_grant, data source workato_project_grant", test: "service/grant.TestAccProjectGrant_basic"},
		{method: "DELETE", path: "/api/managed_users/{id}/project_grants/{grant_id}", types: "resource workato_project_grant, resource workato_project_grants", test: "service/grant.TestAccProjectGrant_basic"},
		{method: "PUT", path: "/api/managed_users/{id}/project_grants/{grant_id}", why: "Its body is not documented, and the update of a project's grants changes a role just as well."},
		{method: "GET", path: "/api/managed_users/{id}/members/{member_id}/project_grants", types: "data source workato_project_grants", test: "service/grant.TestProjectGrantsData"},
	}},
	{name: "Legacy roles", source: "https://docs.workato.com/oem/oem-api/roles.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/roles", types: "data source workato_custom_roles, data source workato_custom_role, resource workato_custom_role", test: "service/role.TestCustomRolesDataSource"},
		{method: "POST", path: "/api/managed_users/{id}/roles/{role_id}/copy", types: "resource workato_custom_role", test: "service/role.TestCustomRole_basic"},
	}},
	{name: "Legacy roles of the admin workspace", source: "https://docs.workato.com/en/workato-api/roles.html", rows: []row{
		{method: "GET", path: "/api/roles", why: admin},
		{method: "PUT", path: "/api/roles/{id}", why: admin},
		{method: "POST", path: "/api/roles/{id}/copy", why: admin},
	}},
	{name: "Role migration", source: "https://docs.workato.com/en/oem/oem-api/role-migration.html", rows: []row{
		{method: "POST", path: "/api/managed_users/{id}/roles_migration/system_roles", why: migration},
		{method: "POST", path: "/api/managed_users/{id}/roles_migration/custom_role", why: migration},
	}},
	{name: "Folders", source: "https://docs.workato.com/oem/oem-api/folders.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/folders", types: "resource workato_folder, data source workato_folder, data source workato_folders", test: "service/project.TestFolder_basic"},
		{method: "POST", path: "/api/managed_users/{id}/folders", types: "resource workato_folder, resource workato_project", test: "service/project.TestFolder_basic"},
		{method: "PUT", path: "/api/managed_users/{id}/folders/{folder_id}", types: "resource workato_folder", test: "service/project.TestFolder_update"},
		{method: "DELETE", path: "/api/managed_users/{id}/folders/{folder_id}", types: "resource workato_folder", test: "service/project.TestFolder_basic"},
	}},
	{name: "Projects", source: "https://docs.workato.com/oem/oem-api/projects.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/projects", types: "data source workato_projects, data source workato_project, resource workato_project", test: "service/project.TestProjectsDataSource"},
		{method: "PUT", path: "/api/managed_users/{id}/projects/{project_id}", types: "resource workato_project", test: "service/project.TestProject_updateSends"},
		{method: "DELETE", path: "/api/managed_users/{id}/projects/{project_id}", types: "resource workato_project", test: "service/project.TestAccProject_createFailsLate"},
	}},
	{name: "Properties", source: "https://docs.workato.com/oem/oem-api/properties.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/properties", types: "resource workato_property, data source workato_property, data source workato_properties", test: "service/project.TestProperty_basic"},
		{method: "POST", path: "/api/managed_users/{id}/properties", types: "resource workato_property", test: "service/project.TestProperty_basic"},
	}},
	{name: "Connections", source: "https://docs.workato.com/oem/oem-api/connections.html", rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/connections", types: "data source workato_connections, data source workato_connection, resource workato_connection", test: "service/project.TestConnectionsDataSource"},
		{method: "POST", path: "/api/managed_users/{id}/connections", types: "resource workato_connection", test: "service/project.TestAccConnection_basic"},
		{method: "PUT", path: "/api/managed_users/{id}/connections/{connection_id}", types: "resource workato_connection", test: "service/project.TestConnection_update"},
		{method: "POST", path: "/api/managed_users/{id}/connections/{connection_id}/disconnect", types: "resource workato_connection", test: "service/project.TestConnection_destroy"},
		{method: "DELETE", path: "/api/managed_users/{id}/connections/{connection_id}", types: "resource workato_connection", test: "service/project.TestAccConnection_basic"},
		{method: "GET", path: "/api/managed_users/{id}/connections/{adapter_name}/input_schema", why: "Describes the settings of a connector, for forms; which there are is in the connection parameters reference."},
	}},
	{name: "API clients of a customer", source: "https://api-docs.workato.com/oem-api/resources/api-clients", rows: []row{
		{method: "GET", path: "/api/v2/managed_users/{id}/developer_api_clients", types: "data source workato_api_clients, data source workato_api_client, resource workato_api_client", test: "service/apiclient.TestAPIClientsDataSource"},
		{method: "POST", path: "/api/v2/managed_users/{id}/developer_api_clients", types: "resource workato_api_client", test: "service/apiclient.TestAPIClient_basic"},
		{method: "GET", path: "/api/v2/managed_users/{id}/developer_api_clients/{client_id}", types: "resource workato_api_client, data source workato_api_client", test: "service/apiclient.TestAPIClient_drift"},
		{method: "PUT", path: "/api/v2/managed_users/{id}/developer_api_clients/{client_id}", types: "resource workato_api_client", test: "service/apiclient.TestAPIClient_update"},
		{method: "DELETE", path: "/api/v2/managed_users/{id}/developer_api_clients/{client_id}", types: "resource workato_api_client", test: "service/apiclient.TestAPIClient_basic"},
		{method: "POST", path: "/api/v2/managed_users/{id}/developer_api_clients/{client_id}/regenerate", types: "resource workato_api_client", test: "service/apiclient.TestAPIClient_regenerate"},
		{method: "GET", path: "/api/v2/managed_users/{id}/developer_api_client_roles", types: "data source workato_api_client_roles, data source workato_api_client_role, resource workato_api_client_role", test: "service/apiclient.TestAPIClientRolesDataSource"},
		{method: "POST", path: "/api/v2/managed_users/{id}/developer_api_client_roles/{role_id}/copy", types: "resource workato_api_client_role", test: "service/apiclient.TestAPIClientRole_basic"},
	}},
	{name: "Custom OAuth profiles", source: "https://docs.workato.com/oem/oem-api/custom-oauth-profiles.html", rows: []row{
		{method: "POST", path: "/api/managed_users/{id}/custom_oauth_profiles/{profile_id}/assign", types: "resource workato_oauth_profile_assignment", test: "service/apiclient.TestOAuthProfileAssignment_basic"},
		{method: "DELETE", path: "/api/managed_users/{id}/custom_oauth_profiles/{profile_id}/unassign", types: "resource workato_oauth_profile_assignment", test: "service/apiclient.TestOAuthProfileAssignment_basic"},
		{method: "GET", path: "/api/custom_oauth_profiles", why: profiles},
		{method: "POST", path: "/api/custom_oauth_profiles", why: profiles},
		{method: "GET", path: "/api/custom_oauth_profiles/{profile_id}", why: profiles},
		{method: "PUT", path: "/api/custom_oauth_profiles/{profile_id}", why: profiles},
		{method: "DELETE", path: "/api/custom_oauth_profiles/{profile_id}", why: profiles},
	}},
	{name: "Customer managers", source: "https://api-docs.workato.com/oem-api/resources/customer-managers", rows: []row{
		{method: "GET", path: "/api/customer_managers", types: "resource workato_customer_manager, data source workato_customer_manager, data source workato_customer_managers, resource workato_collaborator_group_members", test: "service/collaborator.TestAccCustomerManager_basic"},
		{method: "POST", path: "/api/customer_managers", types: "resource workato_customer_manager", test: "service/collaborator.TestAccCustomerManager_basic"},
		{method: "PUT", path: "/api/customer_managers/{manager_id}", types: "resource workato_customer_manager", test: "service/collaborator.TestCustomerManager_update"},
		{method: "DELETE", path: "/api/customer_managers/{manager_id}", types: "resource workato_customer_manager", test: "service/collaborator.TestAccCustomerManager_basic"},
	}},
	{name: "Account", source: "https://github.com/workato-devs/workato-platform-cli/blob/main/workato-api-spec.yaml", rows: []row{
		{method: "GET", path: "/api/users/me", types: "data source workato_workspace", test: "service/collaborator.TestAccCustomerManager_basic"},
	}},
	{name: "Signature key", source: "https://docs.workato.com/oem/oem-api/jwt-direct-link-configurations.html", rows: []row{
		{method: "PUT", path: "/api/account/signature_verification_key", why: "One key for the whole account, which cannot be read, and whose change cuts off every customer's login at once."},
	}},
	{name: "API platform", source: apiPlatformPage, rows: []row{
		{method: "GET", path: "/api/managed_users/{id}/api_collections", why: platform},
		{method: "POST", path: "/api/managed_users/{id}/api_collections", why: platform},
		{method: "GET", path: "/api/managed_users/{id}/api_endpoints", why: platform},
		{method: "PUT", path: "/api/managed_users/{id}/api_endpoints/{endpoint_id}/enable", why: platform},
		{method: "PUT", path: "/api/managed_users/{id}/api_endpoints/{endpoint_id}/disable", why: platform},
		{method: "any", path: "/api/managed_users/{id}/api_clients", why: deprecated + "see the next line."},
		{method: "any", path: "/api/v2/managed_users/{id}/api_clients", why: platform + " API keys, access profiles, portals and certificates are part of it."},
	}},
	{name: "Recipes, imports and data tables", source: "https://docs.workato.com/oem/oem-api/imports.html", rows: []row{
		{method: "any", path: "/api/managed_users/{id}/recipes", why: content},
		{method: "POST", path: "/api/managed_users/{id}/imports", why: content},
		{method: "GET", path: "/api/managed_users/{id}/imports/{import_id}", why: content},
		{method: "any", path: "/api/v2/managed_users/{id}/data_tables", why: content},
	}},
	{name: "Tags", source: "https://docs.workato.com/en/workato-api/tags.html", rows: []row{
		{method: "any", path: "/api/tags", why: tags},
		{method: "POST", path: "/api/tags_assignments", why: tags},
	}},
	{name: "Workspace 365 environments", source: provisionPage, rows: []row{
		{method: "POST", path: "/Provisioning/Environment/", types: "resource workspace365_environment", test: "service/workspace.TestWorkspace365_createRequests"},
		{method: "POST", path: "/Provisioning/Environment/?version=2.0", types: "resource workspace365_environment", test: "service/workspace.TestWorkspace365_createRequests"},
		{method: "POST", path: "/Provisioning/Environment/Validate/", types: "resource workspace365_environment, data source workspace365_environment_validation", test: "service/workspace.TestWorkspace365_U14_validateOnPlan"},
		{method: "PUT", path: "/Provisioning/Environment/{EnvironmentName}/Activate/", types: "resource workspace365_environment", test: "service/workspace.TestWorkspace365_U10_activation"},
		{method: "PUT", path: "/Provisioning/Environment/{EnvironmentName}/Deactivate/", types: "resource workspace365_environment", test: "service/workspace.TestAccWorkspace365Environment_basic"},
		{method: "DELETE", path: "/Provisioning/Environment/{EnvironmentName}/", types: "resource workspace365_environment", test: "service/workspace.TestAccWorkspace365Environment_basic"},
		{method: "POST", path: "/Provisioning/Environment/{EnvironmentName}/", types: "resource workspace365_environment", test: "service/workspace.TestWorkspace365_createRequests"},
		{method: "GET", path: "/Provisioning/Environment/", types: "data source workspace365_environments, data source workspace365_environment, resource workspace365_environment", test: "service/workspace.TestWorkspace365DataSources"},
	}},
}
