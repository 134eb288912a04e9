package instrument

// AboutWords are the words of what the person is asked about themselves.
type AboutWords struct {
	Traits map[string]TraitWords `json:"traits"` // by the slug of the trait

	Title           Phrase `json:"title"`
	Optional        string `json:"optional"`
	Why             Phrase `json:"why"`
	PersonTypes     Phrase `json:"person_types"`
	WorkerTypes     Phrase `json:"worker_types"`
	Earlier         Phrase `json:"earlier"`
	OnlyTogether    Phrase `json:"only_together"`
	Nothing         string `json:"nothing"`
	ToldOn          Phrase `json:"told_on"`
	Stands          Phrase `json:"stands"`
	OwnWords        Phrase `json:"own_words"`
	From            Phrase `json:"from"`
	FromBy          Phrase `json:"from_by"`
	StruckOut       Phrase `json:"struck_out"`
	Until           Phrase `json:"until"`
	UntilWhy        Phrase `json:"until_why"`
	Declined        string `json:"declined"`
	NotAsked        string `json:"not_asked"`
	NotKnown        string `json:"not_known"`
	ByPerson        string `json:"by_person"`
	ByWorker        string `json:"by_worker"`
	ByOther         string `json:"by_other"`
	Answer          string `json:"answer"`
	ChooseOne       string `json:"choose_one"`
	InOwnWords      string `json:"in_own_words"`
	WhyChanged      string `json:"why_changed"`
	StaysInView     string `json:"stays_in_view"`
	OptionDeclined  string `json:"option_declined"`
	OptionNotKnown  string `json:"option_not_known"`
	OptionNotAsked  string `json:"option_not_asked"`
	KeyAsk          string `json:"key_ask"`
	KeyRather       string `json:"key_rather"`
	StandsAlready   string `json:"stands_already"`
	KeyTyping       string `json:"key_typing"`
	KeyCorrect      string `json:"key_correct"`
	KeyEarlier      string `json:"key_earlier"`
	LinesTitle      Phrase `json:"lines_title"`
	LinesTrait      Phrase `json:"lines_trait"`
	LinesWhy        Phrase `json:"lines_why"`
	LinesTypist     Phrase `json:"lines_typist"`
	LinesPerson     string `json:"lines_person"`
	LinesWorker     string `json:"lines_worker"`
	LinesSupporters string `json:"lines_supporters"`
	LinesBack       string `json:"lines_back"`
	LinesAnswered   string `json:"lines_answered"`
	LinesAnew       string `json:"lines_anew"`
	LinesCorrect    string `json:"lines_correct"`
	LinesStrike     string `json:"lines_strike"`
	LinesHear       string `json:"lines_hear"`
	LinesOwnWords   string `json:"lines_own_words"`
	LinesAnswer     string `json:"lines_answer"`
	LinesAll        string `json:"lines_all"`
	LinesNotInList  Phrase `json:"lines_not_in_list"`
}

// TraitWords are the words of one of the traits that a person may tell.
type TraitWords struct {
	Name    string            `json:"name"`
	Why     string            `json:"why"`     // why it is asked, spoken to the person; it ends with a stop
	Answers map[string]string `json:"answers"` // what can be answered, by its slug
}
