package store_test

import (
	"strings"
	"testing"

	"alongside/dialog"
)

// An auditor is told of every entry and of no answer.
func TestTheAuditTellsNoAnswer(t *testing.T) {
	o := newOffice(t)
	a := o.NewID()
	add(t, o.Store, start(o.ada, a), about(o.ada, &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Meetings,
		Answer: dialog.Answer{State: dialog.Rated, Rating: 3, Note: "Canary note", Language: "en"}}))
	if _, err := o.admin.OpenOther(ctx, dialog.Identifiers{NHSNumber: "9990732574", Family: "Quill"}, "On call"); err != nil {
		t.Fatal(err)
	}
	var said []string
	err := o.auditor.Audit(ctx, func(l dialog.AuditLine) error {
		said = append(said, strings.Join([]string{l.Worker, l.What(), l.Name, l.NHSNumber.String(), l.Detail}, " | "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	head, _ := o.Head(ctx)
	if int64(len(said)) != head.Seq {
		t.Errorf("%d lines about %d entries", len(said), head.Seq)
	}
	if got, want := said[len(said)-1], "Sam | opened a record | QUILL, Ada | 999 073 2574 | reason: On call; identified by family-name and nhs-number"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if all := strings.Join(said, "\n"); strings.Contains(all, "Canary note") {
		t.Error("a note is in it")
	}
	latest, err := o.auditor.LatestAudit(ctx, 2)
	if err != nil || len(latest) != 2 || latest[0].Seq != head.Seq || latest[1].What() != "recorded an answer" {
		t.Errorf("the latest are %+v, %v", latest, err)
	}
	_, err = o.clinician.LatestAudit(ctx, 2)
	wantCode(t, err, dialog.Denied)
	wantCode(t, o.peer.Audit(ctx, func(dialog.AuditLine) error { return nil }), dialog.Denied)
}

// Every kind of entry has words for people who look after records.
func TestEveryKindHasWords(t *testing.T) {
	for _, k := range dialog.Kinds() {
		l := dialog.AuditLine{Kind: k}
		if l.What() == string(k) {
			t.Errorf("%s has none", k)
		}
	}
}
