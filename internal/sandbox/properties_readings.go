package sandbox

// PropertyReadings are the answers to questions that the public documents leave
// open about properties.
type PropertyReadings struct {
	// PropertyRows lists properties as an array of objects with name and value, as
	// older copies have it, instead of one object.
	PropertyRows bool `json:"property_rows"`
	// PropertySavedCount answers how many properties were saved, as older copies
	// have it, instead of that it worked.
	PropertySavedCount bool `json:"property_saved_count"`
	// PropertyParam calls the filter of the list param, as older copies have it,
	// instead of prefix.
	PropertyParam bool `json:"property_param"`
	// PropertiesSavedPartly saves the properties of a request that can be saved and
	// leaves out the others, instead of refusing all of them. How many were saved is
	// in the answer.
	PropertiesSavedPartly bool `json:"properties_saved_partly"`
	// BlankPropertiesVanish makes an empty value the end of a property.
	BlankPropertiesVanish bool `json:"blank_properties_vanish"`
}
