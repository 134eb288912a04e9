package caseload

import (
	"context"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

type many []*dialog.Summary

func (m many) Caseload(context.Context) ([]*dialog.Summary, error) { return m, nil }

// openMany is the screen with ten thousand people and its list open.
func openMany() *Screen {
	day := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	s := New(Options{Keeper: many(manySummaries(10000)), Rules: dialog.DefaultRules(), Now: func() time.Time { return day }, ListOpen: true})
	s.Update(s.Init()())
	s.Update(liken(s.index.orders[nameOrder], s.names)())
	return s
}

// percentile runs a step many times and reports the median and the 99th percentile.
func percentile(b *testing.B, step func(i int)) {
	var took []time.Duration
	i := 0
	for b.Loop() {
		begun := time.Now()
		step(i)
		took = append(took, time.Since(begun))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs-p99")
}

// BenchmarkKeys is one key with the drawing after it, among ten thousand people.
func BenchmarkKeys(b *testing.B) {
	f := screen.Frame{Width: 120, Height: 37, Theme: theme.New(theme.Options{Unicode: true, Colour: true, Background: theme.DarkBackground})}
	press := func(s *Screen, k tea.KeyPressMsg) {
		s.Update(k)
		s.Draw(f)
	}
	b.Run("move", func(b *testing.B) {
		s := openMany()
		keys := []rune{tea.KeyDown, tea.KeyPgDown, tea.KeyEnd, tea.KeyUp, tea.KeyPgUp, tea.KeyHome}
		percentile(b, func(i int) { press(s, tea.KeyPressMsg{Code: keys[i%len(keys)]}) })
	})
	b.Run("sort", func(b *testing.B) {
		s := openMany()
		percentile(b, func(int) { press(s, tea.KeyPressMsg{Code: 'o', Mod: tea.ModCtrl}) })
	})
	b.Run("search", func(b *testing.B) {
		s := openMany()
		typed := []rune("smith jane")
		percentile(b, func(i int) {
			if i%len(typed) == 0 {
				s.box.Set("")
				s.seek(search{}, false)
			}
			press(s, tea.KeyPressMsg{Code: typed[i%len(typed)], Text: string(typed[i%len(typed)])})
		})
	})
	b.Run("refresh", func(b *testing.B) {
		s := openMany()
		all := s.index.orders[nameOrder]
		percentile(b, func(i int) {
			s.Update(Refresh{Summary: *all[i%len(all)].Summary})
			s.Draw(f)
		})
	})
}
