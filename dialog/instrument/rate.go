package instrument

// RateWords are the words of rating a goal, one after another.
type RateWords struct {
	Place         Phrase `json:"place"`
	HowNear       string `json:"how_near"`
	LowEnd        string `json:"low_end"`
	HighEnd       string `json:"high_end"`
	OwnScale      string `json:"own_scale"`
	Outcome       Phrase `json:"outcome"`
	YourRating    string `json:"your_rating"`
	NothingChosen string `json:"nothing_chosen"`
	NotRecorded   string `json:"not_recorded"`
	Saved         Phrase `json:"saved"`
	First         string `json:"first"`
	Before        Phrase `json:"before"`
	ManyAtOnce    string `json:"many_at_once"`
	TypedClear    Phrase `json:"typed_clear"`
	TypedLeave    Phrase `json:"typed_leave"`
	Limits        string `json:"limits"`
	KeyNumber     string `json:"key_number"`
	KeyRecord     string `json:"key_record"`
	KeyOn         string `json:"key_on"`
	KeySkip       string `json:"key_skip"`
	KeyEarly      string `json:"key_early"`
	KeyClear      string `json:"key_clear"`
}
