package dialog

// The two ways to read and write a payload, for tests that compare them.
var (
	QuickBody    = quickBody
	FullBody     = fullBody
	QuickPayload = quickPayload
	FullPayload  = fullPayload
)

// The quick ways to read and write days and moments.
var (
	QuickWhen = quickWhen
	QuickDate = quickDate
	QuickDay  = quickDay
)

// LayoutWhen is how a moment is written.
const LayoutWhen = layoutWhen
