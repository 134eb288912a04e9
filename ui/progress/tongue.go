package progress

import (
	"charm.land/bubbles/v2/key"

	"alongside/dialog/instrument"
	"alongside/ui/chart"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// yearsSpoken are the keys of the years as the person reads them.
func yearsSpoken(keys []key.Binding, t *instrument.Text) []key.Binding {
	if t == instrument.English() {
		return keys
	}
	w := &t.Words.Years
	names := map[key.Help]string{
		keyViews.Help(): w.KeyView, keyNext.Help(): w.KeyNext, keySpan.Help(): w.KeySpan, keyArea.Help(): w.KeyArea, keyPlot.Help(): w.KeyCharts,
		keySheet.Help(): w.KeySheet, keyOpen.Help(): w.KeyOpen, keyWhat.Help(): w.KeyWhat, keyClose.Help(): w.KeyClose,
		keyUp.Help(): t.Words.Changed.KeyScroll, keyBack.Help(): t.Words.Changed.KeyBack,
	}
	nameListKeys(names, t)
	return screen.Renamed(keys, names, t.Words.Key.Help)
}

// nameListKeys adds the names of the keys of every list, which are among the words of the
// years.
func nameListKeys(names map[key.Help]string, t *instrument.Text) {
	w := &t.For(instrument.PartYears).Words.Years
	names[list.KeyMove.Help()], names[list.KeyPage.Help()], names[list.KeyEnds.Help()] = w.KeyMove, w.KeyPage, w.KeyEnds
}

// chartWords are what a chart says of itself in a language.
func chartWords(t *instrument.Text) *chart.Words {
	w := &t.Words.Years
	said := &chart.Words{
		Small: w.ChartSmall, Empty: w.ChartEmpty,
		Both: w.Both, BriefBoth: w.BriefBoth, Several: w.SeveralMeet, BriefSeveral: w.BriefSeveralMeet,
		Gap: w.Gap, BriefGap: w.BriefGap, Spread: w.Spread, BriefSpread: w.BriefSpread,
		BothSpread: w.BothSpread, BriefBothSpread: w.BriefBothSpread, Crowded: w.Crowded, BriefCrowded: w.BriefCrowded,
		Outside: string(w.Outside), BriefOutside: string(w.BriefOutside), Undated: string(w.Undated), BriefUndated: string(w.BriefUndated),
		Events: string(w.Events), BriefEvents: string(w.BriefEvents), Here: string(w.Here),
	}
	if t != instrument.English() { // whose months are those of the program
		said.Months = t.Months
	}
	return said
}
