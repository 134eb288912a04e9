package instrument

// Words are what the person reads beside the measure itself, in one language. A text
// with places to fill in is a [Phrase]. Files have exactly these keys; see [Parse].
type Words struct {
	State      StateWords      `json:"state"`
	Item       ItemWords       `json:"item"`
	Note       NoteWords       `json:"note"`
	Review     ReviewWords     `json:"review"`
	Unfinished UnfinishedWords `json:"unfinished"`
	Mean       MeanWords       `json:"mean"`
	Saving     SavingWords     `json:"saving"`
	Guard      GuardWords      `json:"guard"`
	Key        KeyWords        `json:"key"`
	Page       PageWords       `json:"page"`
	Language   LanguageWords   `json:"language"`
	Directory  DirectoryWords  `json:"directory"`
	HandOver   HandOverWords   `json:"hand_over"`
}

// StateWords are the words of what became of an item.
type StateWords struct {
	Rated         string `json:"rated"`
	Declined      string `json:"declined"`
	NotApplicable string `json:"not_applicable"`
	Later         string `json:"later"`
	NotSeen       string `json:"not_seen"`
	BriefDeclined string `json:"brief_declined"`
	Alone         string `json:"alone"`
	LocalReason   string `json:"local_reason"`
	Counted       Phrase `json:"counted"`
	CountedSign   Phrase `json:"counted_sign"`
}

// ItemWords are the words of one question of the interview.
type ItemWords struct {
	Place             Phrase `json:"place"`
	NothingChosen     string `json:"nothing_chosen"`
	Chosen            Phrase `json:"chosen"`
	ChosenShort       Phrase `json:"chosen_short"`
	Recorded          Phrase `json:"recorded"`
	NotAsked          string `json:"not_asked"`
	HelpYes           string `json:"help_yes"`
	HelpNo            string `json:"help_no"`
	Ends              Phrase `json:"ends"`
	ToMe              string `json:"to_me"`
	ForLater          string `json:"for_later"`
	Unsaved           Phrase `json:"unsaved"`
	NoteHeading       string `json:"note_heading"`
	Limits            string `json:"limits"`
	AskedOfEveryone   string `json:"asked_of_everyone"`
	HelpTakenBack     string `json:"help_taken_back"`
	TakenBack         string `json:"taken_back"`
	NothingToTakeBack string `json:"nothing_to_take_back"`
	First             string `json:"first"`
	Then              Phrase `json:"then"`
}

// NoteWords are the words of the shared note of an item.
type NoteWords struct {
	Readable   Phrase `json:"readable"`
	None       Phrase `json:"none"`
	Now        Phrase `json:"now"`
	ThisPerson string `json:"this_person"`
	LeaveAgain string `json:"leave_again"`
}

// ReviewWords are the words of the review before the end.
type ReviewWords struct {
	Title           string `json:"title"`
	Completed       Phrase `json:"completed"`
	Together        string `json:"together"`
	Alone           string `json:"alone"`
	AloneKeys       Phrase `json:"alone_keys"`
	Interpreter     string `json:"interpreter"`
	Helper          string `json:"helper"`
	Proxy           string `json:"proxy"`
	NotRecorded     string `json:"not_recorded"`
	Finish          string `json:"finish"`
	PressF          string `json:"press_f"`
	Was             Phrase `json:"was"`
	WasOn           Phrase `json:"was_on"`
	Note            string `json:"note"`
	NothingAnswered string `json:"nothing_answered"`
	Unsaved         string `json:"unsaved"`
}

// UnfinishedWords are the words of finishing although not everything is rated.
type UnfinishedWords struct {
	Title  string `json:"title"`
	Finish string `json:"finish"`
	AddWhy string `json:"add_why"`
	Back   string `json:"back"`
	AskWhy string `json:"ask_why"`
	Why    Phrase `json:"why"`
	Stays  string `json:"stays"`
}

// MeanWords are the words of the two means.
type MeanWords struct {
	Life      string `json:"life"`
	Treatment string `json:"treatment"`
	Value     Phrase `json:"value"`
	None      Phrase `json:"none"`
	HalfRule  string `json:"half_rule"`
}

// SavingWords are the words of whether what is shown is on the disk.
type SavingWords struct {
	Typing   string `json:"typing"`
	Saving   string `json:"saving"`
	Saved    string `json:"saved"`
	NotSaved string `json:"not_saved"`
	Failed   Phrase `json:"failed"`
	More     Phrase `json:"more"`
}

// GuardWords are the words of why keys did not count; each fits in 40 columns in English.
type GuardWords struct {
	TwoAtOnce  string `json:"two_at_once"`
	ManyAtOnce string `json:"many_at_once"`
	HeldDown   string `json:"held_down"`
	Pasted     string `json:"pasted"`
}

// KeyWords are the words of what keys do, in the line at the bottom.
type KeyWords struct {
	Rate          string `json:"rate"`
	MoreHelp      string `json:"more_help"`
	Next          string `json:"next"`
	ToReview      string `json:"to_review"`
	Declined      string `json:"declined"`
	Leave         string `json:"leave"`
	Review        string `json:"review"`
	Move          string `json:"move"`
	NotApplicable string `json:"not_applicable"`
	Later         string `json:"later"`
	Note          string `json:"note"`
	WhoElse       string `json:"who_else"`
	HandOver      string `json:"hand_over"`
	TakeBack      string `json:"take_back"`
	CloseNote     string `json:"close_note"`
	NewLine       string `json:"new_line"`
	Finish        string `json:"finish"`
	Choose        string `json:"choose"`
	GoTo          string `json:"go_to"`
	WhoCompleted  string `json:"who_completed"`
	AddWhy        string `json:"add_why"`
	Back          string `json:"back"`
	GoOn          string `json:"go_on"`
	NoReason      string `json:"no_reason"`
	TryAgain      string `json:"try_again"`
	Language      string `json:"language"`
	Help          string `json:"help"`
}

// PageWords are the words of what does not fit on a screen.
type PageWords struct {
	TooSmall  string `json:"too_small"`
	MoreAbove Phrase `json:"more_above"`
	MoreBelow Phrase `json:"more_below"`
	Larger    Phrase `json:"larger"`
}

// LanguageWords are the words of choosing the language.
type LanguageWords struct {
	Which string `json:"which"`
	Stays string `json:"stays"`
}

// DirectoryWords are the words of the service's own directory.
type DirectoryWords struct {
	Title     string `json:"title"`
	TitleArea Phrase `json:"title_area"`
	None      string `json:"none"`
	Nothing   string `json:"nothing"`
	Crisis    string `json:"crisis"`
	Reach     Phrase `json:"reach"`
	Open      Phrase `json:"open"`
	Checked   Phrase `json:"checked"`
	Old       Phrase `json:"old"`
	Future    Phrase `json:"future"`
	Asks      Phrase `json:"asks"`
	Agreed    string `json:"agreed"`
}
