package instrument

// HandOverWords are what the person reads while the keyboard is theirs, on the screen
// and line by line.
type HandOverWords struct {
	// Before the first question.
	ForName   Phrase `json:"for_name"` // what the person is called
	ForYou    string `json:"for_you"`  // where names are hidden
	IsItYou   string `json:"is_it_you"`
	Yes       string `json:"yes"`        // the two answers
	No        string `json:"no"`         // the two answers
	NobodyYet string `json:"nobody_yet"` // said before the first question and on every page without one
	HowItGoes string `json:"how_it_goes"`
	NotYou    string `json:"not_you"` // after no

	// A question.
	Place         Phrase `json:"place"` // the number of the question, and of all
	Declined      string `json:"declined"`
	NotApplicable string `json:"not_applicable"`
	Later         string `json:"later"`
	NotAsked      string `json:"not_asked"` // the help question has no answer
	NotSaved      string `json:"not_saved"`
	Put           string `json:"put"` // moving back to what came before a pause
	TakenBack     string `json:"taken_back"`
	NoLeaving     string `json:"no_leaving"` // ctrl+c and the like

	// The end.
	Last      string `json:"last"`
	Thanks    string `json:"thanks"`
	LeftOver  Phrase `json:"left_over"` // how many are left for later
	LeftOne   string `json:"left_one"`  // one is
	WhatNow   string `json:"what_now"`
	NoneAtAll string `json:"none_at_all"` // every question is answered already

	// The cover, and the page that asks for the worker.
	TakeYourTime string `json:"take_your_time"`
	PressSpace   string `json:"press_space"`
	FetchTitle   string `json:"fetch_title"`
	FetchHow     string `json:"fetch_how"`
	FetchSpace   string `json:"fetch_space"`
	ForWorker    string `json:"for_worker"` // how the worker takes the keyboard back
	LockAsk      string `json:"lock_ask"`   // to the worker, where there is no PIN
	Unsaved      string `json:"unsaved"`    // to the worker: something could not be saved
	UnsavedHow   string `json:"unsaved_how"`

	// What the keys do, for the line of keys and the page of them.
	KeyDecline string `json:"key_decline"`
	KeyHide    string `json:"key_hide"`
	KeyFetch   string `json:"key_fetch"`
	KeyOn      string `json:"key_on"`
	KeyYes     string `json:"key_yes"`
	KeyNo      string `json:"key_no"`
	KeyWorker  string `json:"key_worker"`
	KeyLeft    string `json:"key_left"`
	KeyDrop    string `json:"key_drop"`
	KeyLock    string `json:"key_lock"`
	KeyStay    string `json:"key_stay"`
	KeyClose   string `json:"key_close"`

	// Line by line.
	LinesHow    string `json:"lines_how"` // what can be typed
	LinesAnswer string `json:"lines_answer"`
	LinesNot    string `json:"lines_not"`  // that is not one of the answers
	LinesNone   string `json:"lines_none"` // an empty line
	LinesHelp   string `json:"lines_help"` // the help question's answers
	LinesYes    string `json:"lines_yes"`  // y or n
	LinesSaved  string `json:"lines_saved"`
	LinesUnkept string `json:"lines_unkept"`
	LinesFetch  string `json:"lines_fetch"`
}
