package instrument

// Words are what the person reads beside the measure itself, in one language. A text
// with places to fill in is a [Phrase]. Files have exactly these keys; see [Parse].
type Words struct {
	State       StateWords       `json:"state"`
	Item        ItemWords        `json:"item"`
	Note        NoteWords        `json:"note"`
	Review      ReviewWords      `json:"review"`
	Unfinished  UnfinishedWords  `json:"unfinished"`
	Mean        MeanWords        `json:"mean"`
	Saving      SavingWords      `json:"saving"`
	Guard       GuardWords       `json:"guard"`
	Key         KeyWords         `json:"key"`
	Page        PageWords        `json:"page"`
	Language    LanguageWords    `json:"language"`
	Directory   DirectoryWords   `json:"directory"`
	HandOver    HandOverWords    `json:"hand_over"`
	Value       ValueWords       `json:"value"`
	Told        ToldWords        `json:"told"`
	Prompt      PromptWords      `json:"prompt"`
	Agreed      AgreedWords      `json:"agreed"`
	Talk        TalkWords        `json:"talk"`
	TalkKey     TalkKeyWords     `json:"talk_key"`
	Changed     ChangedWords     `json:"changed"`
	Lines       LinesWords       `json:"lines"`
	Copy        CopyWords        `json:"copy"`
	Rate        RateWords        `json:"rate"`
	About       AboutWords       `json:"about"`
	Form        FormWords        `json:"form"`
	LinesTalk   LinesTalkWords   `json:"lines_talk"`
	LinesReview LinesReviewWords `json:"lines_review"`

	// What came later; a file may lack any of these as a whole. See [Part].
	Years YearsWords `json:"years,omitzero"`
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

// ValueWords are the words of an item beside the time before.
type ValueWords struct {
	Declined          string `json:"declined"`
	NotApplicable     string `json:"not_applicable"`
	Later             string `json:"later"`
	Nothing           string `json:"nothing"`
	LeftBlank         string `json:"left_blank"`
	NotInFile         string `json:"not_in_file"`
	NotReached        string `json:"not_reached"`
	HelpWanted        string `json:"help_wanted"`
	HelpStill         string `json:"help_still"`
	HelpNoLonger      string `json:"help_no_longer"`
	HelpNotAsked      string `json:"help_not_asked"`
	HelpNo            string `json:"help_no"`
	HelpUnasked       string `json:"help_unasked"`
	BriefWanted       string `json:"brief_wanted"`
	BriefStill        string `json:"brief_still"`
	BriefNoLonger     string `json:"brief_no_longer"`
	BriefNotAsked     string `json:"brief_not_asked"`
	BriefNo           string `json:"brief_no"`
	Higher            Phrase `json:"higher"`
	Lower             Phrase `json:"lower"`
	Same              string `json:"same"`
	DeclinedNow       string `json:"declined_now"`
	First             string `json:"first"`
	NotCompared       string `json:"not_compared"`
	NotApplicableThen string `json:"not_applicable_then"`
	Then              Phrase `json:"then"`
	MeanOf            Phrase `json:"mean_of"`
	NoMean            Phrase `json:"no_mean"`
	MeanChange        Phrase `json:"mean_change"`
	MeanTooFew        Phrase `json:"mean_too_few"`
	MeanUp            Phrase `json:"mean_up"`
	MeanDown          Phrase `json:"mean_down"`
	MeanSame          string `json:"mean_same"`
	MeanValue         Phrase `json:"mean_value"`
	MeanNone          Phrase `json:"mean_none"`
	MeanOneFew        string `json:"mean_one_few"`
	MeanFew           Phrase `json:"mean_few"`
	MeanOneBoth       Phrase `json:"mean_one_both"`
	MeanBoth          Phrase `json:"mean_both"`
}

// ToldWords are the words of what changed, in sentences to read together.
type ToldWords struct {
	You                 string `json:"you"`
	They                string `json:"they"`
	YouWithin           string `json:"you_within"`
	TheyWithin          string `json:"they_within"`
	And                 Phrase `json:"and"`
	MoreAreas           Phrase `json:"more_areas"`
	Your                Phrase `json:"your"`
	TheseAreas          string `json:"these_areas"`
	AllAreas            Phrase `json:"all_areas"`
	AllAreasBoth        Phrase `json:"all_areas_both"`
	AreasStart          Phrase `json:"areas_start"`
	StruckOut           string `json:"struck_out"`
	OnBehalf            string `json:"on_behalf"`
	Higher              Phrase `json:"higher"`
	HigherNothingLower  Phrase `json:"higher_nothing_lower"`
	HigherAndLower      Phrase `json:"higher_and_lower"`
	Lower               Phrase `json:"lower"`
	LowerOneSame        Phrase `json:"lower_one_same"`
	LowerOthersSame     Phrase `json:"lower_others_same"`
	LowerBothSame       Phrase `json:"lower_both_same"`
	Same                Phrase `json:"same"`
	Only                Phrase `json:"only"`
	OnlySome            Phrase `json:"only_some"`
	HowHigher           string `json:"how_higher"`
	HowLower            string `json:"how_lower"`
	HowSame             string `json:"how_same"`
	SeveralOtherLower   Phrase `json:"several_other_lower"`
	SeveralLower        Phrase `json:"several_lower"`
	Satisfied           Phrase `json:"satisfied"`
	SatisfiedTwo        Phrase `json:"satisfied_two"`
	FirstTheirs         string `json:"first_theirs"`
	FirstYours          string `json:"first_yours"`
	NotCounted          Phrase `json:"not_counted"`
	NotChosen           string `json:"not_chosen"`
	NoneBoth            Phrase `json:"none_both"`
	SomeBoth            Phrase `json:"some_both"`
	EarlierYours        string `json:"earlier_yours"`
	EarlierTheirs       string `json:"earlier_theirs"`
	AnswersYours        Phrase `json:"answers_yours"`
	AnswersTheirs       Phrase `json:"answers_theirs"`
	Help                Phrase `json:"help"`
	RatedSome           Phrase `json:"rated_some"`
	RatedNone           Phrase `json:"rated_none"`
	WhyChose            Phrase `json:"why_chose"`
	WhyTheyChose        Phrase `json:"why_they_chose"`
	WhyOneNotApplicable string `json:"why_one_not_applicable"`
	WhyNotApplicable    Phrase `json:"why_not_applicable"`
	WhyOneLater         string `json:"why_one_later"`
	WhyLater            Phrase `json:"why_later"`
	WhyOneUnseen        Phrase `json:"why_one_unseen"`
	WhyUnseen           Phrase `json:"why_unseen"`
	YourChoice          string `json:"your_choice"`
	ThankYou            string `json:"thank_you"`
	ThankYouThings      string `json:"thank_you_things"`
	WhereToStart        string `json:"where_to_start"`
	Remark              Phrase `json:"remark"`
	AnsweredYourself    string `json:"answered_yourself"`
	AnsweredForYou      string `json:"answered_for_you"`
	PassedOver          Phrase `json:"passed_over"`
	HelpNowhere         string `json:"help_nowhere"`
	HelpUnasked         string `json:"help_unasked"`
	MarkAmended         string `json:"mark_amended"`
	MarkClosed          string `json:"mark_closed"`
	MarkOnBehalf        string `json:"mark_on_behalf"`
	MarkStruckOut       string `json:"mark_struck_out"`
}

// PromptWords are the words of the four steps of the conversation.
type PromptWords struct {
	Understanding   string `json:"understanding"`
	LookingForward  string `json:"looking_forward"`
	Considering     string `json:"considering"`
	Agreeing        string `json:"agreeing"`
	Why             string `json:"why"`
	Working         string `json:"working"`
	Best            string `json:"best"`
	OneHigher       string `json:"one_higher"`
	YouCan          string `json:"you_can"`
	ICan            string `json:"i_can"`
	OthersCan       string `json:"others_can"`
	Agree           string `json:"agree"`
	NoteOneHigher   string `json:"note_one_higher"`
	NoteOptions     string `json:"note_options"`
	BesideOneHigher Phrase `json:"beside_one_higher"`
	BesideOwnWords  Phrase `json:"beside_own_words"`
}

// AgreedWords are the words of what was agreed.
type AgreedWords struct {
	Worker        string `json:"worker"`
	WorkerWithin  string `json:"worker_within"`
	Others        string `json:"others"`
	Owns          Phrase `json:"owns"`
	Action        Phrase `json:"action"`
	ActionBy      Phrase `json:"action_by"`
	Goal          Phrase `json:"goal"`
	ForWhat       Phrase `json:"for_what"`
	Done          string `json:"done"`
	Partly        string `json:"partly"`
	NotYet        string `json:"not_yet"`
	NoLonger      string `json:"no_longer"`
	NotReviewed   string `json:"not_reviewed"`
	Meeting       Phrase `json:"meeting"`
	MeetingAt     Phrase `json:"meeting_at"`
	InPerson      string `json:"in_person"`
	ByPhone       string `json:"by_phone"`
	ByVideo       string `json:"by_video"`
	Unknown       string `json:"unknown"`
	UnknownWithin string `json:"unknown_within"`
}

// TalkWords are the words of the conversation after the items.
type TalkWords struct {
	Marked         Phrase `json:"marked"`
	WhatAbout      string `json:"what_about"`
	OfDate         Phrase `json:"of_date"`
	UpToThree      string `json:"up_to_three"`
	ThreeChosen    string `json:"three_chosen"`
	NothingChosen  string `json:"nothing_chosen"`
	Help           string `json:"help"`
	Was            Phrase `json:"was"`
	Gone           string `json:"gone"`
	NothingToTalk  string `json:"nothing_to_talk"`
	AreaOf         Phrase `json:"area_of"`
	Step           Phrase `json:"step"`
	RatedWas       Phrase `json:"rated_was"`
	SavedNote      Phrase `json:"saved_note"`
	NothingYet     string `json:"nothing_yet"`
	ThinkingOver   string `json:"thinking_over"`
	ClosingAgreed  string `json:"closing_agreed"`
	NothingAgreed  string `json:"nothing_agreed"`
	Whose          Phrase `json:"whose"`
	AnythingWrong  string `json:"anything_wrong"`
	WasWrong       Phrase `json:"was_wrong"`
	ThinkOver      Phrase `json:"think_over"`
	ClosingMeeting string `json:"closing_meeting"`
	NoMeeting      string `json:"no_meeting"`
	TakeWithYou    string `json:"take_with_you"`
	WeAgreed       string `json:"we_agreed"`
	WeMeet         string `json:"we_meet"`
	YourGoals      string `json:"your_goals"`
	GoalToday      Phrase `json:"goal_today"`
	AllSaved       string `json:"all_saved"`
	AboutYou       string `json:"about_you"`
	Before         Phrase `json:"before"`
	AgreedOn       Phrase `json:"agreed_on"`
	AgreedOnFor    Phrase `json:"agreed_on_for"`
	Became         string `json:"became"`
	Saved          string `json:"saved"`
	Saving         string `json:"saving"`
}

// TalkKeyWords are the words of what keys do in the conversation.
type TalkKeyWords struct {
	Choose     string `json:"choose"`
	Talk       string `json:"talk"`
	Close      string `json:"close"`
	Move       string `json:"move"`
	Leave      string `json:"leave"`
	GoOn       string `json:"go_on"`
	Fore       string `json:"fore"`
	Note       string `json:"note"`
	AddAction  string `json:"add_action"`
	Areas      string `json:"areas"`
	ThinkOver  string `json:"think_over"`
	Change     string `json:"change"`
	Strike     string `json:"strike"`
	Right      string `json:"right"`
	Wrong      string `json:"wrong"`
	Meeting    string `json:"meeting"`
	Moved      string `json:"moved"`
	Another    string `json:"another"`
	Done       string `json:"done"`
	Back       string `json:"back"`
	BackToTalk string `json:"back_to_talk"`
	TakeHome   string `json:"take_home"`
	About      string `json:"about"`
	Supporters string `json:"supporters"`
	Who        string `json:"who"`
	Directory  string `json:"directory"`
	Contact    string `json:"contact"`
	Word       string `json:"word"`
	SkipAll    string `json:"skip_all"`
	Next       string `json:"next"`
	Before     string `json:"before"`
}

// ChangedWords are the words of what changed, on its screen.
type ChangedWords struct {
	TooSmall      string `json:"too_small"`
	Gone          string `json:"gone"`
	DialogOf      Phrase `json:"dialog_of"`
	Title         Phrase `json:"title"`
	TitleLast     Phrase `json:"title_last"`
	TitleNth      Phrase `json:"title_nth"`
	HalfRule      string `json:"half_rule"`
	Area          string `json:"area"`
	Now           string `json:"now"`
	Then          string `json:"then"`
	Change        string `json:"change"`
	MoreHelp      string `json:"more_help"`
	MoreHelpIs    Phrase `json:"more_help_is"`
	WhichDate     Phrase `json:"which_date"`
	Rated         Phrase `json:"rated"`
	RatedLast     Phrase `json:"rated_last"`
	KeyDone       string `json:"key_done"`
	KeyOtherDate  string `json:"key_other_date"`
	KeyOtherLater string `json:"key_other_later"`
	KeyDates      string `json:"key_dates"`
	KeyRate       string `json:"key_rate"`
	KeyGoals      string `json:"key_goals"`
	KeyTalk       string `json:"key_talk"`
	KeyYears      string `json:"key_years"`
	KeyScroll     string `json:"key_scroll"`
	KeyPick       string `json:"key_pick"`
	KeyBack       string `json:"key_back"`
}

// LinesWords are the words of the interview line by line.
type LinesWords struct {
	How         string `json:"how"`
	HowMore     string `json:"how_more"`
	HowLanguage string `json:"how_language"`
	Place       Phrase `json:"place"`
	RecordedNow Phrase `json:"recorded_now"`
	YourAnswer  string `json:"your_answer"`
	Chosen      Phrase `json:"chosen"`
	Saved       string `json:"saved"`
	NothingYet  string `json:"nothing_yet"`
	Nothing     string `json:"nothing"`
	NotOne      string `json:"not_one"`
	Help        Phrase `json:"help"`
	HelpWrong   string `json:"help_wrong"`
	Readable    Phrase `json:"readable"`
	NoteNow     Phrase `json:"note_now"`
	Note        string `json:"note"`
	Kept        string `json:"kept"`
	YourChoice  string `json:"your_choice"`
}
