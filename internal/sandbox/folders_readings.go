package sandbox

// FolderReadings are the answers to questions that the public documents leave open
// about folders.
type FolderReadings struct {
	// FilledFoldersStay refuses to delete a folder that holds another one, with the
	// 403 that docs.workato.com/oem/oem-api/projects has for projects: "Cannot
	// destroy folder".
	FilledFoldersStay bool `json:"filled_folders_stay"`
	// UnknownParentIsEmpty answers the list of a folder that does not exist with an
	// empty one, instead of 404.
	UnknownParentIsEmpty bool `json:"unknown_parent_is_empty"`
}
