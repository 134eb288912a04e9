package report_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/report"
)

// anyItem draws what may become of one item, with a wish for help or not.
var anyItem = rapid.Custom(func(t *rapid.T) string {
	state := rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "6", "7", "4", "5", "d", "n", "l", "-"}).Draw(t, "state")
	return state + rapid.SampledFrom([]string{"", "", "!", "~"}).Draw(t, "help")
})

var anyAnswers = rapid.Custom(func(t *rapid.T) string {
	items := rapid.SliceOfN(anyItem, dialog.DomainCount, dialog.DomainCount).Draw(t, "items")
	if rapid.Bool().Draw(t, "mostly rated") {
		for i := range items {
			if strings.ContainsAny(items[i], "dnl-") {
				items[i] = "4" + items[i][1:]
			}
		}
	}
	return strings.Join(items, " ")
})

// pair is a comparison made by chance.
type pair struct {
	then, now dialog.Assessment
	changed   report.Changed
}

var anyPair = rapid.Custom(func(t *rapid.T) pair {
	p := pair{
		then: assessment(outside, "14-Mar-2026", anyAnswers.Draw(t, "then")),
		now:  assessment(outside, "12-Sep-2026", anyAnswers.Draw(t, "now")),
	}
	switch rapid.IntRange(0, 5).Draw(t, "how it went") {
	case 0: // nothing changed
		p.now.Answers = p.then.Answers
	case 1, 2: // what changed went one way
		p.now.Answers = p.then.Answers
		by := rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "by")
		for _, d := range rapid.SliceOf(rapid.SampledFrom(dialog.Domains())).Draw(t, "changed") {
			a := p.now.Answers.Get(d)
			if a.State == dialog.Rated {
				a.Rating = min(max(a.Rating+by, dialog.LowestRating), dialog.HighestRating)
				p.now.Answers.Set(d, a)
			}
		}
	case 3: // hardly anything was rated the first time
		only := rapid.SampledFrom(dialog.Domains()).Draw(t, "only")
		for _, d := range dialog.Domains() {
			if d != only {
				p.then.Answers.Set(d, dialog.Answer{State: dialog.Declined})
			}
		}
	}
	if rapid.IntRange(0, 4).Draw(t, "behalf") == 0 {
		p.now.Completion = dialog.Proxy
	}
	if rapid.IntRange(0, 4).Draw(t, "behalf then") == 0 {
		p.then.Completion = dialog.Proxy
	}
	r := record(p.then, p.now)
	p.changed = report.Compare(r, &r.Assessments[1], &r.Assessments[0], words)
	return p
})

// outside stands for a test where generators build their values.
var outside = &testing.B{}

// diff is worked out from the numbers alone, without the code under test.
func (p *pair) diff(d dialog.Domain) (int, bool) {
	now, then := p.now.Answers.Get(d), p.then.Answers.Get(d)
	if (p.now.Completion == dialog.Proxy) != (p.then.Completion == dialog.Proxy) {
		return 0, false
	}
	return now.Rating - then.Rating, now.State == dialog.Rated && then.State == dialog.Rated
}

// which returns the domains of which something is true.
func which(holds func(dialog.Domain) bool) map[dialog.Domain]bool {
	found := map[dialog.Domain]bool{}
	for _, d := range dialog.Domains() {
		if holds(d) {
			found[d] = true
		}
	}
	return found
}

var (
	byName = map[string]dialog.Domain{
		"mental health": dialog.MentalHealth, "physical health": dialog.PhysicalHealth, "job situation": dialog.JobSituation,
		"accommodation": dialog.Accommodation, "leisure activities": dialog.LeisureActivities, "partner/family": dialog.PartnerFamily,
		"friendships": dialog.Friendships, "personal safety": dialog.PersonalSafety, "medication": dialog.Medication,
		"practical help": dialog.PracticalHelp, "meetings": dialog.Meetings,
	}
	moreAreas = regexp.MustCompile(`^(\d+) more areas$`)
	allAreas  = regexp.MustCompile(`^all (\d+) areas( answered both times)?$`)
)

// listed reads a list of areas as a listener would: which are named, and of how
// many it speaks altogether.
func listed(t *rapid.T, list string) (named []dialog.Domain, total int) {
	if m := allAreas.FindStringSubmatch(list); m != nil {
		n, _ := strconv.Atoi(m[1])
		return nil, n
	}
	list = strings.TrimPrefix(list, "your ")
	for _, part := range strings.Split(strings.ReplaceAll(list, " and ", ", "), ", ") {
		if m := moreAreas.FindStringSubmatch(part); m != nil {
			n, _ := strconv.Atoi(m[1])
			if n < 2 {
				t.Fatalf("%q counts a single area instead of naming it", list)
			}
			total += n
			continue
		}
		d, ok := byName[part]
		if !ok {
			t.Fatalf("%q in %q is no area", part, list)
		}
		named = append(named, d)
		total++
	}
	if len(named) > 4 {
		t.Fatalf("%q is too long to say", list)
	}
	return named, total
}

// claim is a form of sentence: each group is a list of areas, of which the
// matching property must hold, for exactly so many areas as it speaks of.
type claim struct {
	form  *regexp.Regexp
	holds []func(*pair, dialog.Domain) bool
	whole bool // the list is all areas of which it holds
}

func went(sign int) func(*pair, dialog.Domain) bool {
	return func(p *pair, d dialog.Domain) bool {
		diff, ok := p.diff(d)
		return ok && (diff > 0) == (sign > 0) && (diff < 0) == (sign < 0)
	}
}

func ratedNow(n int) func(*pair, dialog.Domain) bool {
	return func(p *pair, d dialog.Domain) bool { return p.now.Answers.Get(d).Rating == n }
}

func wantsHelp(p *pair, d dialog.Domain) bool {
	return p.now.Answers.Get(d).Help == dialog.HelpWanted
}

var claims = []claim{
	{regexp.MustCompile(`^\w+ rated (.+) higher than on 14-Mar-2026(?:, and nothing lower)?\.$`), []func(*pair, dialog.Domain) bool{went(1)}, true},
	{regexp.MustCompile(`^\w+ rated (.+) higher than on 14-Mar-2026, and (your .+) lower\.$`), []func(*pair, dialog.Domain) bool{went(1), went(-1)}, true},
	{regexp.MustCompile(`^\w+ rated (.+?) lower than on 14-Mar-2026(?:, and the other \d+ (?:areas|answered both times) the same)?\.$`), []func(*pair, dialog.Domain) bool{went(-1)}, true},
	{regexp.MustCompile(`^\w+ rated (.+?) lower than on 14-Mar-2026, and (your .+) the same\.$`), []func(*pair, dialog.Domain) bool{went(-1), went(0)}, true},
	{regexp.MustCompile(`^\w+ rated (.+) the same as on 14-Mar-2026\.$`), []func(*pair, dialog.Domain) bool{went(0)}, true},
	{regexp.MustCompile(`^(All .+) are lower than on 14-Mar-2026\.$`), []func(*pair, dialog.Domain) bool{went(-1)}, true},
	{regexp.MustCompile(`^The only area rated both times is (.+): \w+ rated it higher than on 14-Mar-2026\.$`), []func(*pair, dialog.Domain) bool{went(1)}, true},
	{regexp.MustCompile(`^The only area rated both times is (.+): \w+ rated it lower than on 14-Mar-2026\.$`), []func(*pair, dialog.Domain) bool{went(-1)}, true},
	{regexp.MustCompile(`^The only area rated both times is (.+): \w+ rated it the same as on 14-Mar-2026\.$`), []func(*pair, dialog.Domain) bool{went(0)}, true},
	{regexp.MustCompile(`^\w+ said you are totally satisfied with (.+?)(?:, and very satisfied with .+)?\.$`), []func(*pair, dialog.Domain) bool{ratedNow(7)}, false},
	{regexp.MustCompile(`^\w+ said you are (?:totally satisfied with .+, and )?very satisfied with (.+)\.$`), []func(*pair, dialog.Domain) bool{ratedNow(6)}, false},
	{regexp.MustCompile(`^\w+ said you are fairly satisfied with (.+)\.$`), []func(*pair, dialog.Domain) bool{ratedNow(5)}, false},
	{regexp.MustCompile(`^\w+ asked for more help with (.+)\.$`), []func(*pair, dialog.Domain) bool{wantsHelp}, true},
}

// Every area that a sentence names truly is as the sentence says, and a sentence
// about how things went speaks of exactly as many areas as went so.
func TestSentencesAreTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPair.Draw(t, "pair")
		for _, said := range p.changed.Sentences {
			for _, c := range claims {
				m := c.form.FindStringSubmatch(said)
				if m == nil {
					continue
				}
				for j, holds := range c.holds {
					checkClaim(t, &p, said, strings.Replace(m[j+1], "All ", "all ", 1), c.whole, holds)
				}
			}
		}
	})
}

// Each of the forms that the property reads is one that really is said.
func TestEveryFormIsSaid(t *testing.T) {
	for _, c := range claims {
		said := false
		for _, test := range sentenceCases {
			said = said || slices.ContainsFunc(test.want, c.form.MatchString)
		}
		if !said {
			t.Errorf("no named case has the form %s", c.form)
		}
	}
}

func checkClaim(t *rapid.T, p *pair, said, list string, whole bool, holds func(*pair, dialog.Domain) bool) {
	named, total := listed(t, list)
	truly := which(func(d dialog.Domain) bool { return holds(p, d) })
	for _, d := range named {
		if !truly[d] {
			t.Fatalf("%q is not true of %s", said, d)
		}
	}
	if whole && total != len(truly) || total > len(truly) {
		t.Fatalf("%q speaks of %d areas, it is true of %d", said, total, len(truly))
	}
}

// A sentence that names an area and a direction is of one of the known forms, so
// that none escapes the property above.
func TestEverySentenceIsOfAKnownForm(t *testing.T) {
	others := regexp.MustCompile(`^(?:` + strings.Join([]string{
		`Somebody else gave these answers on your behalf\.`,
		`Several (?:other )?areas are lower than on 14-Mar-2026\.`,
		`Thank you for saying so\.`, `Thank you for saying how things are\.`, `Where shall we start\?`,
		`\d+ of the 11 areas were rated both times\.`,
		`No area was rated both times, so there is nothing to compare with 14-Mar-2026\.`,
		`The answers of 14-Mar-2026 were (?:your own|given by somebody else on your behalf), so they are not set beside (?:these|yours)\.`,
		`\w+ rated \d+ of the 11 areas; [^.]+\.`, `No area is rated this time: [^.]+\.`, `That is always your choice\.`,
	}, "|") + `)$`)
	rapid.Check(t, func(t *rapid.T) {
		p := anyPair.Draw(t, "pair")
		if len(p.changed.Sentences) == 0 {
			t.Fatal("nothing is said")
		}
		for _, said := range p.changed.Sentences {
			known := others.MatchString(said)
			for _, c := range claims {
				known = known || c.form.MatchString(said)
			}
			if !known {
				t.Fatalf("%q is of no known form", said)
			}
			claimsTooMuch(t, said)
		}
	})
}

// On a bad day it is true that several areas, at least three, are lower, and more
// than are higher.
func TestABadDayIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPair.Draw(t, "pair")
		lower := len(which(func(d dialog.Domain) bool { return went(-1)(&p, d) }))
		higher := len(which(func(d dialog.Domain) bool { return went(1)(&p, d) }))
		bad := strings.Contains(strings.Join(p.changed.Sentences, " "), "areas are lower than on") ||
			strings.Contains(strings.Join(p.changed.Sentences, " "), "both times are lower than on")
		if bad != (lower >= 3 && lower > higher) {
			t.Fatalf("bad day said: %v; %d lower, %d higher", bad, lower, higher)
		}
	})
}

// Rows compare only what is rated both times by the same person, and say why in
// every other case.
func TestRowsCompareOnlyWhatIsRatedBothTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPair.Draw(t, "pair")
		both := 0
		for i, row := range p.changed.Rows {
			if row.Domain != dialog.Domains()[i] {
				t.Fatalf("row %d is %s", i, row.Domain)
			}
			diff, ok := p.diff(row.Domain)
			if (row.Direction != dialog.NoComparison) != ok || ok && row.Diff != diff {
				t.Fatalf("%s: got %v by %d, want %v by %d", row.Domain, row.Direction, row.Diff, ok, diff)
			}
			if compares := strings.Contains(row.Change, "higher") || strings.Contains(row.Change, "lower") || row.Change == "the same"; compares != ok {
				t.Fatalf("%s says %q", row.Domain, row.Change)
			}
			if row.Change == "" || row.Now.Words == "" {
				t.Fatalf("%s says nothing", row.Domain)
			}
			if ok {
				both++
			}
			claimsTooMuch(t, row.Change)
		}
		if both != p.changed.Both {
			t.Fatalf("%d rated both times, said %d", both, p.changed.Both)
		}
		for _, m := range p.changed.Means {
			claimsTooMuch(t, m.Sentence())
			if m.Change == "" && p.changed.Comparison == report.Compared {
				t.Fatalf("%s says nothing about change", m.Name)
			}
		}
	})
}

// Comparing changes neither assessment, and the table has all that the rows have.
func TestCompareTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPair.Draw(t, "pair")
		table := p.changed.Table()
		if len(table.Rows) != dialog.DomainCount {
			t.Fatalf("%d rows", len(table.Rows))
		}
		for i, row := range table.Rows {
			if len(row) != len(table.Columns) || row[0] != p.changed.Rows[i].Area || row[3] != p.changed.Rows[i].Change {
				t.Fatalf("row %d is %q", i, row)
			}
		}
	})
}
