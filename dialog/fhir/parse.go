package fhir

import (
	"encoding/json"
	"fmt"
)

// MostBytes is how long one resource that is read may be.
const MostBytes = 1 << 20

// Parse reads one resource that this package wrote. It refuses whatever Check
// refuses.
func (c *Codec) Parse(b []byte) (Resource, error) {
	if len(b) > MostBytes {
		return nil, fmt.Errorf("failed to read a resource: it is too long")
	}
	if err := c.Check(b); err != nil {
		return nil, fmt.Errorf("failed to read a resource: %w", err)
	}
	var kind struct {
		ResourceType string `json:"resourceType"`
	}
	if err := json.Unmarshal(b, &kind); err != nil {
		return nil, fmt.Errorf("failed to read a resource: %w", err)
	}
	r := blank(kind.ResourceType)
	if r == nil {
		return nil, fmt.Errorf("failed to read a resource: a %s is none that stands alone", kind.ResourceType)
	}
	if err := json.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("failed to read a %s: %w", kind.ResourceType, err)
	}
	return r, nil
}

func blank(kind string) Resource {
	switch kind {
	case "Patient":
		return &Patient{}
	case "EpisodeOfCare":
		return &EpisodeOfCare{}
	case "Questionnaire":
		return &Questionnaire{}
	case "QuestionnaireResponse":
		return &QuestionnaireResponse{}
	case "Observation":
		return &Observation{}
	case "Task":
		return &Task{}
	case "Goal":
		return &Goal{}
	case "CarePlan":
		return &CarePlan{}
	case "Provenance":
		return &Provenance{}
	}
	return nil
}
