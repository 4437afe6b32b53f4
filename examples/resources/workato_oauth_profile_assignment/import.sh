# <customer id>/<profile id>
terraform import workato_oauth_profile_assignment.hubspot 209/322

# The customer by E and its external id
terraform import workato_oauth_profile_assignment.hubspot Eacme/322
