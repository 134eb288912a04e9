package caseload_test

import (
	"errors"
	"testing"

	"alongside/dialog"
	"alongside/ui/caseload"
)

func TestGolden(t *testing.T) {
	people := &keeper{summaries: demoSummaries()}
	offered := &keeper{summaries: demoSummaries()}
	for i := range offered.summaries {
		if s := offered.summaries[i]; s.Person.Family == "Smith" || s.Person.Family == "Clarke" {
			s.Attempt, s.AttemptAt = dialog.AttemptDeclined, dialog.On(dialog.Date{Year: 2026, Month: 11, Day: 2})
			s.DraftID = dialog.ID{}
		}
	}
	tests := map[string]struct {
		options caseload.Options
		do      func(*driver)
	}{
		"closed":        {caseload.Options{Keeper: people}, func(*driver) {}},
		"open":          {caseload.Options{Keeper: people, ListOpen: true}, func(*driver) {}},
		"down":          {caseload.Options{Keeper: people}, func(d *driver) { d.press("tab", "down", "down", "down", "down") }},
		"by-name":       {caseload.Options{Keeper: people, ListOpen: true}, func(d *driver) { d.press("ctrl+o", "down") }},
		"by-latest":     {caseload.Options{Keeper: people, ListOpen: true}, func(d *driver) { d.press("ctrl+o", "ctrl+o", "pgdown", "pgdown") }},
		"search":        {caseload.Options{Keeper: people}, func(d *driver) { d.typeText("smi") }},
		"number":        {caseload.Options{Keeper: people}, func(d *driver) { d.typeText("999 07") }},
		"offered":       {caseload.Options{Keeper: offered, ListOpen: true}, func(d *driver) { d.press("down", "down") }},
		"found-none":    {caseload.Options{Keeper: people}, func(d *driver) { d.typeText("xyzzy") }},
		"nobody":        {caseload.Options{Keeper: &keeper{}}, func(*driver) {}},
		"nobody-others": {caseload.Options{Keeper: &keeper{}, Others: true}, func(*driver) {}},
		"none-others":   {caseload.Options{Keeper: people, Others: true}, func(d *driver) { d.typeText("xyzzy") }},
		"unreadable":    {caseload.Options{Keeper: &keeper{err: &dialog.Error{Code: dialog.Damaged, Message: "The record is damaged. Please restore it from a backup."}}}, func(*driver) {}},
		"failed":        {caseload.Options{Keeper: &keeper{err: errors.New("unexpected")}}, func(*driver) {}},
		"long-search":   {caseload.Options{Keeper: people}, func(d *driver) { d.typeText("featherstonehaugh-cholmondeley bartholomew christopher aug") }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t, test.options)
			test.do(d)
			d.golden(name)
		})
	}
}
