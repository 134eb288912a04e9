package instrument

// LinesTalkWords are the words of the conversation line by line.
type LinesTalkWords struct {
	Before        Phrase `json:"before"`
	ForEach       string `json:"for_each"`
	Review        Phrase `json:"review"`
	ReviewFor     Phrase `json:"review_for"`
	WhatAbout     string `json:"what_about"`
	Area          Phrase `json:"area"`
	AreaWas       Phrase `json:"area_was"`
	AreaHelp      Phrase `json:"area_help"`
	Numbers       string `json:"numbers"`
	NotArea       string `json:"not_area"`
	Once          string `json:"once"`
	NothingChosen string `json:"nothing_chosen"`
	UpToThree     string `json:"up_to_three"`
	About         Phrase `json:"about"`
	Step          Phrase `json:"step"`
	Note          Phrase `json:"note"`
	WhatNext      string `json:"what_next"`
	AgreeAction   string `json:"agree_action"`
	ThinkOver     string `json:"think_over"`
	Directory     string `json:"directory"`
	GoOn          string `json:"go_on"`
	Close         string `json:"close"`
	Closing       string `json:"closing"`
	Action        Phrase `json:"action"`
	AllRight      string `json:"all_right"`
	ActionWrong   string `json:"action_wrong"`
	OtherWrong    string `json:"other_wrong"`
	MeetOn        Phrase `json:"meet_on"`
	WhenMeet      string `json:"when_meet"`
	LeaveOpen     string `json:"leave_open"`
	WriteDown     string `json:"write_down"`
	ThatIsRight   string `json:"that_is_right"`
	MoveIt        string `json:"move_it"`
	Goal          Phrase `json:"goal"`
	HowNear       Phrase `json:"how_near"`
	Number        string `json:"number"`
	Skipped       string `json:"skipped"`
	NotNumber     string `json:"not_number"`
	TakeWithYou   string `json:"take_with_you"`
	WeMeet        Phrase `json:"we_meet"`
	WantCopy      string `json:"want_copy"`
	AboutYou      string `json:"about_you"`
}

// LinesReviewWords are the words of looking over the answers, line by line, and of what changed.
type LinesReviewWords struct {
	Title       string `json:"title"`
	DialogOf    Phrase `json:"dialog_of"`
	AlsoThere   Phrase `json:"also_there"`
	Item        Phrase `json:"item"`
	ItemMore    Phrase `json:"item_more"`
	Note        Phrase `json:"note"`
	Unrated     Phrase `json:"unrated"`
	Prompt      string `json:"prompt"`
	Why         string `json:"why"`
	Finished    string `json:"finished"`
	TalkOver    string `json:"talk_over"`
	Partner     string `json:"partner"`
	Relative    string `json:"relative"`
	Friend      string `json:"friend"`
	Carer       string `json:"carer"`
	Interpreter string `json:"interpreter"`
	Advocate    string `json:"advocate"`
	Colleague   string `json:"colleague"`
	Somebody    string `json:"somebody"`
}
