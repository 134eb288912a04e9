package dialog_test

import (
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
)

func ruth(change func(*dialog.Supporter)) *dialog.SupporterRecorded {
	b := &dialog.SupporterRecorded{Supporter: dialog.Supporter{ID: id(50), Name: "Ruth Smith", Relation: "her sister",
		Share: []dialog.Share{dialog.ShareMeetings, dialog.ShareAgreed}, Consent: toldDay}}
	change(&b.Supporter)
	return b
}

func TestSupportersAreChecked(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*dialog.Supporter)
		code   dialog.Code
	}{
		"all is well":                  {func(*dialog.Supporter) {}, ""},
		"nothing is shared":            {func(s *dialog.Supporter) { s.Share, s.Consent = nil, dialog.Date{} }, ""},
		"shared without consent":       {func(s *dialog.Supporter) { s.Consent = dialog.Date{} }, dialog.Invalid},
		"taken back":                   {func(s *dialog.Supporter) { s.Withdrawn = toldDay.AddDays(1) }, ""},
		"taken back before it was":     {func(s *dialog.Supporter) { s.Withdrawn = toldDay.AddDays(-1) }, dialog.Invalid},
		"consent that is still to be":  {func(s *dialog.Supporter) { s.Consent = someDay.AddDays(400) }, dialog.Invalid},
		"an end that is still to come": {func(s *dialog.Supporter) { s.Ended = someDay.AddDays(400) }, dialog.Invalid},
		"a share twice":                {func(s *dialog.Supporter) { s.Share = []dialog.Share{dialog.ShareAgreed, dialog.ShareAgreed} }, dialog.Invalid},
		"a share there is not":         {func(s *dialog.Supporter) { s.Share = []dialog.Share{"everything"} }, dialog.Invalid},
		"nobody":                       {func(s *dialog.Supporter) { s.Name = "" }, dialog.Invalid},
		"without identity":             {func(s *dialog.Supporter) { s.ID = dialog.ID{} }, dialog.Invalid},
		"a story":                      {func(s *dialog.Supporter) { s.Reach = strings.Repeat("a", 201) }, dialog.Invalid},
		"one who was struck out":       {func(s *dialog.Supporter) { s.ID = id(51) }, dialog.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			b := talking(t)
			b.must(ruth(func(s *dialog.Supporter) { s.ID = id(51) }))
			b.must(&dialog.PartStruckOut{Part: dialog.PartSupporter, ID: id(51), Reason: "Another person's"})
			if err := b.try(ruth(tt.change)); dialog.ErrorCode(err) != tt.code {
				t.Errorf("gives %v, want code %q", err, tt.code)
			}
		})
	}
}

// Nobody is told anything that the person has not agreed to, or has taken back.
func TestWhatASupporterMayKnow(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*dialog.Supporter)
		may    bool
		chosen int
	}{
		"as agreed":     {func(*dialog.Supporter) {}, true, 1},
		"not asked":     {func(s *dialog.Supporter) { s.Share, s.Consent = nil, dialog.Date{} }, false, 1},
		"taken back":    {func(s *dialog.Supporter) { s.Withdrawn = toldDay }, false, 1},
		"no longer one": {func(s *dialog.Supporter) { s.Ended = toldDay }, false, 0},
	} {
		b := talking(t)
		b.must(ruth(func(*dialog.Supporter) {}))
		b.must(ruth(tt.change))
		s := b.record.Supporter(id(50))
		if got := s.MayKnow(); (len(got) > 0) != tt.may || tt.may && !slices.Equal(got, s.Share) {
			t.Errorf("%s: may know %v", name, got)
		}
		if chosen := b.record.ChosenSupporters(); len(chosen) != tt.chosen || len(s.Before) != 1 {
			t.Errorf("%s: there are %d supporters, and before it was %+v", name, len(chosen), s.Before)
		}
		b.must(&dialog.PartStruckOut{Part: dialog.PartSupporter, ID: id(50), Reason: "Another person's"})
		if got := b.record.Supporter(id(50)).MayKnow(); len(got) > 0 || len(b.record.ChosenSupporters()) > 0 {
			t.Errorf("%s: struck out, may know %v", name, got)
		}
	}
}
