package demo

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"time"

	"alongside/dialog"
)

// tellings are what the made-up people told about themselves, by given name and in
// the order of dialog.Traits: the choice, "-" where nothing is recorded, and
// otherwise why there is no answer. Several disabilities have a plus between them.
// Jane is left out, so that somebody can be asked for the first time.
var tellings = map[string]string{
	"Folasade":    "black-african female yes heterosexual none christian single not-pregnant",
	"Ciarán":      "white-irish male yes declined mobility christian divorced -",
	"Łukasz":      "white-other male yes gay-lesbian none none single -",
	"Μαρία":       "white-other female yes heterosexual progressive-condition other widowed -",
	"Олена":       "white-other female not-asked not-asked none christian married pregnant",
	"秀英":          "chinese female yes declined hearing buddhist married -",
	"Sunita Rani": "asian-indian female yes heterosexual none hindu married not-pregnant",
	"Gwilym":      "white-british male declined declined hearing+sight christian widowed -",
	"Ng":          "not-known not-known not-asked not-asked not-known not-known not-known -",
	"Rowan":       "mixed-white-black-caribbean non-binary no bisexual none none single -",
	"Desmond":     "black-caribbean male yes heterosexual mobility+progressive-condition christian separated -",
	"Ibrahim":     "black-african male yes heterosexual none muslim married -",
	"Patricia":    "white-british female yes heterosexual none christian married -",
	"Tamsin":      "white-british female yes not-sure behaviour-emotional pagan single not-pregnant",
	"Kwame":       "black-african male declined declined none declined declined -",
	"Leila":       "other female yes heterosexual none muslim single had-a-baby",
	"Tomás":       "white-other male yes gay-lesbian none none married -",
	"Walter":      "white-british male yes heterosexual speech+manual-dexterity christian married -",
	"Marlon":      "black-caribbean male yes heterosexual declined none separated -",
	"Doreen":      "declined declined declined declined sight declined declined -",
	"Callum":      "white-british - - - - - - -",
	"Helena":      "white-british female yes gay-lesbian none none married -",
	"Jamal":       "mixed-white-black-caribbean male not-asked not-asked memory-learning muslim single -",
	"Vikram":      "asian-indian male yes heterosexual none sikh married -",
	"Vijay":       "asian-indian male yes not-known none hindu divorced -",
	"Nadia":       "asian-bangladeshi female yes declined none muslim divorced not-pregnant",
	"Ayşe":        "white-other female not-asked not-asked none muslim married not-asked",
	"Beatriz":     "white-other female yes bisexual none christian single not-pregnant",
	"Frank":       "white-british male yes heterosexual mobility none widowed -",
	"Edmund":      "not-asked not-asked not-asked not-asked not-asked not-asked not-asked -",
	"Minh Khôi":   "asian-other male yes not-asked none buddhist single -",
}

// supporters are the people at the side of some of them.
var supporters = map[string][]dialog.Supporter{
	"Walter": {{Name: "Marjorie Ashdown", Relation: "his wife", Reach: "At home, mornings", Carer: true,
		Share: []dialog.Share{dialog.ShareMeetings, dialog.ShareAgreed, dialog.ShareRatings}}},
	"Patricia": {{Name: "Colin Goodwin", Relation: "her husband"}},
	"Ibrahim":  {{Name: "Amal Yusuf", Relation: "his sister", Reach: "By text", Share: []dialog.Share{dialog.ShareMeetings}}},
	"Gwilym":   {{Name: "Bethan Rhys", Relation: "his daughter", Reach: "By phone, evenings", Share: []dialog.Share{dialog.ShareMeetings, dialog.ShareAgreed}}},
}

// selves tells what people told about themselves and who supports them. It draws
// from a source of its own, so that it changes nothing else in the caseload.
func (t *teller) selves(person dialog.ID, s *story, at time.Time) {
	ids := rand.New(rand.NewPCG(seed, 4+binary.BigEndian.Uint64(person[8:])))
	newID := func() dialog.ID {
		var random [10]byte
		binary.BigEndian.PutUint64(random[:8], ids.Uint64())
		return dialog.NewID(epoch, random)
	}
	told := strings.Fields(tellings[s.given])
	for i, words := range told {
		c := dialog.Characteristic{ID: newID(), Trait: dialog.Traits()[i], From: dialog.DateOf(at), State: dialog.TraitTold, Teller: dialog.TellerTogether}
		switch state := dialog.TraitState(words); state {
		case "-":
			continue
		case dialog.TraitDeclined, dialog.TraitNotAsked, dialog.TraitNotKnown:
			c.State = state
		default:
			c.Values = strings.Split(words, "+")
		}
		if s.given == "Rowan" && c.Trait == dialog.Gender { // said otherwise some months before
			was := c
			was.ID, was.Values, was.From = newID(), []string{"male"}, c.From.AddMonths(-3)
			t.add(person, at, &dialog.CharacteristicRecorded{Characteristic: was})
		}
		t.add(person, at, &dialog.CharacteristicRecorded{Characteristic: c})
	}
	for _, one := range supporters[s.given] {
		one.ID = newID()
		if len(one.Share) > 0 {
			one.Consent = dialog.DateOf(at)
		}
		t.add(person, at, &dialog.SupporterRecorded{Supporter: one})
	}
}
