package instrument

// YearsWords are the words of the years: as strips and charts, in words, and as tables, on
// the screen and line by line.
type YearsWords struct {
	// The views.
	Strips       string `json:"strips"`
	Charts       string `json:"charts"`
	InWords      string `json:"in_words"`
	Table        string `json:"table"`
	BriefCharts  string `json:"brief_charts"`
	BriefWords   string `json:"brief_words"`
	All          Phrase `json:"all"`
	TwoYears     Phrase `json:"two_years"`
	OneYear      Phrase `json:"one_year"`
	Nothing      string `json:"nothing"`
	NothingSince Phrase `json:"nothing_since"`
	EmptyTable   string `json:"empty_table"`

	// Strips and charts.
	AboutIt         string `json:"about_it"`
	WhatHappened    string `json:"what_happened"`
	Said            Phrase `json:"said"`
	Scale           Phrase `json:"scale"`
	NoDigit         Phrase `json:"no_digit"`
	Several         string `json:"several"`
	Rule            string `json:"rule"`
	BriefRule       string `json:"brief_rule"`
	MeansAxis       string `json:"means_axis"`
	GoalsAxis       string `json:"goals_axis"`
	RowsRule        string `json:"rows_rule"`
	RowsMore        Phrase `json:"rows_more"`
	NoMean          string `json:"no_mean"`
	OneChart        Phrase `json:"one_chart"`
	SomeCharts      Phrase `json:"some_charts"`
	BehalfLife      string `json:"behalf_life"`
	BehalfTreatment string `json:"behalf_treatment"`
	GoalReached     Phrase `json:"goal_reached"`
	GoalSetDown     Phrase `json:"goal_set_down"`
	NotDone         Phrase `json:"not_done"`
	Offered         string `json:"offered"`

	// What the chart itself says.
	ChartSmall       string `json:"chart_small"`
	ChartEmpty       string `json:"chart_empty"`
	Both             string `json:"both"`
	BriefBoth        string `json:"brief_both"`
	SeveralMeet      string `json:"several_meet"`
	BriefSeveralMeet string `json:"brief_several_meet"`
	Gap              string `json:"gap"`
	BriefGap         string `json:"brief_gap"`
	Spread           string `json:"spread"`
	BriefSpread      string `json:"brief_spread"`
	BothSpread       string `json:"both_spread"`
	BriefBothSpread  string `json:"brief_both_spread"`
	Crowded          string `json:"crowded"`
	BriefCrowded     string `json:"brief_crowded"`
	Outside          Phrase `json:"outside"`
	BriefOutside     Phrase `json:"brief_outside"`
	Undated          Phrase `json:"undated"`
	BriefUndated     Phrase `json:"brief_undated"`
	Events           Phrase `json:"events"`
	BriefEvents      Phrase `json:"brief_events"`
	Here             Phrase `json:"here"`

	// One area, or one date.
	Talked     string `json:"talked"`
	HelpWanted Phrase `json:"help_wanted"`
	HelpNot    Phrase `json:"help_not"`
	Note       string `json:"note"`
	Why        string `json:"why"`
	GoalRated  Phrase `json:"goal_rated"`
	Amended    string `json:"amended"`
	Closed     string `json:"closed"`
	OnBehalf   string `json:"on_behalf"`
	StruckOut  string `json:"struck_out"`
	AgreedThen Phrase `json:"agreed_then"`
	NotedThen  Phrase `json:"noted_then"`

	// In words.
	Goal             Phrase `json:"goal"`
	Asking           string `json:"asking"`
	NotInDates       string `json:"not_in_dates"`
	NotRatedOn       Phrase `json:"not_rated_on"`
	DateWords        Phrase `json:"date_words"`
	HelpOn           Phrase `json:"help_on"`
	NotYourself      string `json:"not_yourself"`
	NotYet           string `json:"not_yet"`
	Once             Phrase `json:"once"`
	RatedTimes       Phrase `json:"rated_times"`
	Twice            string `json:"twice"`
	Times            Phrase `json:"times"`
	OneTime          string `json:"one_time"`
	Ends             Phrase `json:"ends"`
	Same             string `json:"same"`
	Extremes         Phrase `json:"extremes"`
	On               Phrase `json:"on"`
	Often            Phrase `json:"often"`
	Behalf           Phrase `json:"behalf"`
	EarlierDates     Phrase `json:"earlier_dates"`
	EarlierTimes     Phrase `json:"earlier_times"`
	EarlierOffers    Phrase `json:"earlier_offers"`
	NoMeanYet        string `json:"no_mean_yet"`
	NoMeanOn         Phrase `json:"no_mean_on"`
	MeanSome         Phrase `json:"mean_some"`
	GoalSet          Phrase `json:"goal_set"`
	GoalReachedOn    Phrase `json:"goal_reached_on"`
	GoalSetDownOn    Phrase `json:"goal_set_down_on"`
	LifeGoal         string `json:"life_goal"`
	ClinicalGoal     string `json:"clinical_goal"`
	GoalArea         Phrase `json:"goal_area"`
	GoalOutcome      Phrase `json:"goal_outcome"`
	Outcome          Phrase `json:"outcome"`
	Single           string `json:"single"`
	OfferedTitle     string `json:"offered_title"`
	OfferDeclined    string `json:"offer_declined"`
	OfferUnwell      string `json:"offer_unwell"`
	OfferNotAttended string `json:"offer_not_attended"`
	OfferInterrupted string `json:"offer_interrupted"`
	FromTo           Phrase `json:"from_to"`

	// What happened.
	KindAgreed     string                       `json:"kind_agreed"`
	KindEvent      string                       `json:"kind_event"`
	KindReferral   string                       `json:"kind_referral"`
	KindClosed     string                       `json:"kind_closed"`
	AgreedTitle    string                       `json:"agreed_title"`
	EventsTitle    string                       `json:"events_title"`
	ReferralsTitle string                       `json:"referrals_title"`
	OnDay          Phrase                       `json:"on_day"`
	Action         Phrase                       `json:"action"`
	NotReviewed    string                       `json:"not_reviewed"`
	Reviewed       Phrase                       `json:"reviewed"`
	ReviewedNote   Phrase                       `json:"reviewed_note"`
	Service        string                       `json:"service"`
	Referred       Phrase                       `json:"referred"`
	ReferralClosed Phrase                       `json:"referral_closed"`
	StartedWork    string                       `json:"started_work"`
	LeftWork       string                       `json:"left_work"`
	StartedStudy   string                       `json:"started_study"`
	Moved          string                       `json:"moved"`
	Admitted       string                       `json:"admitted"`
	LeftHospital   string                       `json:"left_hospital"`
	LostSomeone    string                       `json:"lost_someone"`
	Joined         string                       `json:"joined"`
	EventNote      Phrase                       `json:"event_note"`
	Circumstance   Phrase                       `json:"circumstance"`
	Circumstances  map[string]CircumstanceWords `json:"circumstances"` // by their slug

	// What came of asking for help.
	Asked           Phrase `json:"asked"`
	AskedNothing    string `json:"asked_nothing"`
	AskedAgreed     Phrase `json:"asked_agreed"`
	WhereAgreed     Phrase `json:"where_agreed"`
	WhereNot        Phrase `json:"where_not"`
	UnknownAgreed   Phrase `json:"unknown_agreed"`
	UnknownNot      Phrase `json:"unknown_not"`
	AsideUnanswered Phrase `json:"aside_unanswered"`
	AsideNoneYet    Phrase `json:"aside_none_yet"`

	// Tables.
	RatingsTable    string `json:"ratings_table"`
	GoalsTable      string `json:"goals_table"`
	Date            string `json:"date"`
	BriefLife       string `json:"brief_life"`
	BriefTreatment  string `json:"brief_treatment"`
	HelpSign        string `json:"help_sign"`
	Rating          string `json:"rating"`
	GoalColumn      string `json:"goal_column"`
	Kind            string `json:"kind"`
	Standing        string `json:"standing"`
	Unrated         string `json:"unrated"`
	Active          string `json:"active"`
	StandingReached Phrase `json:"standing_reached"`
	StandingSetDown Phrase `json:"standing_set_down"`

	// What the keys do.
	KeyView   string `json:"key_view"`
	KeyNext   string `json:"key_next"`
	KeySpan   string `json:"key_span"`
	KeyArea   string `json:"key_area"`
	KeyCharts string `json:"key_charts"`
	KeySheet  string `json:"key_sheet"`
	KeyOpen   string `json:"key_open"`
	KeyWhat   string `json:"key_what"`
	KeyClose  string `json:"key_close"`
	KeyMove   string `json:"key_move"`
	KeyPage   string `json:"key_page"`
	KeyEnds   string `json:"key_ends"`

	// Line by line.
	LinesNothing string `json:"lines_nothing"`
	LinesHow     string `json:"lines_how"`
	LinesWords   string `json:"lines_words"`
	LinesTable   string `json:"lines_table"`
}

// CircumstanceWords are the words of one side of somebody's circumstances.
type CircumstanceWords struct {
	Name  string            `json:"name"`  // as it stands in a sentence
	Codes map[string]string `json:"codes"` // what its national codes mean
}
