package instrument

// FormWords are the words of a form that the person fills in, or reads while it is filled in.
type FormWords struct {
	LeaveQuestion string `json:"leave_question"`
	LeaveKeys     string `json:"leave_keys"`
	Last          string `json:"last"`
	Optional      Phrase `json:"optional"`
	KeyLeave      string `json:"key_leave"`
	KeyStay       string `json:"key_stay"`
	KeySave       string `json:"key_save"`
	KeyNext       string `json:"key_next"`
	KeyBack       string `json:"key_back"`
	KeyChoose     string `json:"key_choose"`
	KeyChooseThis string `json:"key_choose_this"`
	KeyNoAnswer   string `json:"key_no_answer"`
	KeyTake       string `json:"key_take"`
	KeySame       string `json:"key_same"`
}
