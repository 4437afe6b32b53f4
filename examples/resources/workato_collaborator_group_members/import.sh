# <customer id>/<group id>
terraform import workato_collaborator_group_members.builders 209/pf-APHDLgAD-cTXBtz

# The customer by E and its external id
terraform import workato_collaborator_group_members.builders Eacme/pf-APHDLgAD-cTXBtz
