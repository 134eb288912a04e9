package talk

import (
	"maps"

	"charm.land/bubbles/v2/key"

	"alongside/dialog/instrument"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// spoken are keys as the person reads them. Those of the worker's own forms are in
// English in every language.
func (d *desk) spoken(keys []key.Binding) []key.Binding { return spokenIn(d.o.Text, keys) }

// spokenIn are keys in the words of a language.
func spokenIn(t *instrument.Text, keys []key.Binding) []key.Binding {
	if t == instrument.English() {
		return keys
	}
	said := keyWords(&t.Words.TalkKey)
	maps.Copy(said, copyKeyWords(t))
	maps.Copy(said, rateKeyWords(t))
	maps.Copy(said, aboutKeyWords(t))
	return screen.Renamed(keys, said, t.Words.Key.Help)
}

// read makes a form say what it says of itself in the person's language, since they
// read it or fill it in.
func (d *desk) read(f *field.Form) *field.Form {
	t := d.o.Text
	if t == instrument.English() {
		return f
	}
	w := &t.Words.Form
	f.Speak(field.Words{
		Leave: w.LeaveQuestion + "\n" + w.LeaveKeys, Saving: t.Words.Talk.Saving, Last: w.Last, More: moreIn(t),
		Optional: func(label string) string { return w.Optional.With("label", label) },
		Keys: map[string]string{
			"leave": w.KeyLeave, "stay": w.KeyStay, "save": w.KeySave, "next": w.KeyNext, "back": w.KeyBack, "choose": w.KeyChoose,
			"choose this": w.KeyChooseThis, "no answer": w.KeyNoAnswer, "take or leave": w.KeyTake, "the same": w.KeySame, "help": t.Words.Key.Help,
		},
	})
	return f
}

// aboutKeyWords are the words of the keys of what the person is asked about themselves.
func aboutKeyWords(t *instrument.Text) map[key.Help]string {
	w := &t.Words.About
	return map[key.Help]string{
		keyAsk.Help(): w.KeyAsk, keyRather.Help(): w.KeyRather, keyTyping.Help(): w.KeyTyping, keyCorrect.Help(): w.KeyCorrect, keyEarlier.Help(): w.KeyEarlier,
	}
}

// copyKeyWords are the words of the keys of the copy to take home.
func copyKeyWords(t *instrument.Text) map[key.Help]string {
	w := &t.Words.Copy
	return map[key.Help]string{
		keyTick.Help(): w.KeyTick, keyAllOf.Help(): w.KeyAll, keyPreview.Help(): w.KeyLook, keyFits.Help(): w.KeyRight, keyScroll.Help(): w.KeyRead,
		keyOther.Help(): w.KeyAgain, keyLeave.Help(): t.Words.TalkKey.Back, keySafe.Help(): w.KeySafe, keyNotSafe.Help(): w.KeyNotSafe, keyLanguage.Help(): t.Words.Key.Language,
	}
}

// rateKeyWords are the words of the keys of rating a goal.
func rateKeyWords(t *instrument.Text) map[key.Help]string {
	w := &t.Words.Rate
	return map[key.Help]string{
		keyNumber.Help(): w.KeyNumber, keyRecord.Help(): w.KeyRecord, keyOn.Help(): w.KeyOn, keySkip.Help(): w.KeySkip,
		keyEarly.Help(): w.KeyEarly, keyErase.Help(): w.KeyClear, keyRetry.Help(): t.Words.Key.TryAgain,
	}
}

// keyWords are the words of the keys of the conversation, by what they are in English.
func keyWords(w *instrument.TalkKeyWords) map[key.Help]string {
	return map[key.Help]string{
		keyChoose.Help(): w.Choose, keyTalk.Help(): w.Talk, keyClose.Help(): w.Close, keyMove.Help(): w.Move, keyEsc.Help(): w.Leave,
		keyGoOn.Help(): w.GoOn, keyFore.Help(): w.Fore, keyNote.Help(): w.Note, keyAgree.Help(): w.AddAction, keyAreas.Help(): w.Areas,
		keyThink.Help(): w.ThinkOver, keyChange.Help(): w.Change, keyStrike.Help(): w.Strike, keyRight.Help(): w.Right, keyWrong.Help(): w.Wrong,
		keyMeeting.Help(): w.Meeting, keyMoved.Help(): w.Moved, keyAnother.Help(): w.Another, keyDone.Help(): w.Done, keyPart.Help(): w.Back,
		keyReturn.Help(): w.BackToTalk, keyTakeHome.Help(): w.TakeHome, keyAbout.Help(): w.About, keyAside.Help(): w.Supporters, keyWho.Help(): w.Who, keyLocal.Help(): w.Directory, keyContact.Help(): w.Contact,
		keyWord.Help(): w.Word, keyPass.Help(): w.SkipAll, keyAfter.Help(): w.Next, keyBefore.Help(): w.Before, keyOutcome.Help(): w.Choose,
	}
}
