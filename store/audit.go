package store

import (
	"context"

	"alongside/dialog"
	"alongside/dialog/text"
)

// auditStep is how many entries are read between two chances for others to use the
// record.
const auditStep = 500

// Audit calls do for every entry of the journal in the order of arrival, without
// what was recorded, until it fails. Denied for a role that may not.
func (v *Session) Audit(ctx context.Context, do func(dialog.AuditLine) error) error {
	if !v.May(dialog.PermAudit) {
		return denied(dialog.PermAudit)
	}
	names, err := v.auditNames(ctx)
	if err != nil {
		return err
	}
	for from := int64(0); ; {
		lines, err := v.store().auditLines(ctx, from, names)
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, l := range lines {
			if err := do(l); err != nil {
				return err
			}
		}
		from = lines[len(lines)-1].Seq
	}
}

// LatestAudit returns the latest entries, at most so many, the latest first.
func (v *Session) LatestAudit(ctx context.Context, most int) ([]dialog.AuditLine, error) {
	if !v.May(dialog.PermAudit) {
		return nil, denied(dialog.PermAudit)
	}
	names, err := v.auditNames(ctx)
	if err != nil {
		return nil, err
	}
	return v.store().audit(ctx, names, `select `+journalColumns+` from journal order by seq desc limit ?`, most)
}

// auditNames are what people and workers are called.
type auditNames struct {
	workers map[dialog.ID]string
	people  map[dialog.ID]*dialog.Summary
}

func (v *Session) auditNames(ctx context.Context) (n auditNames, err error) {
	workers, err := v.store().Everybody(ctx)
	if err != nil {
		return n, err
	}
	people, err := v.store().Caseload(ctx)
	if err != nil {
		return n, err
	}
	n = auditNames{map[dialog.ID]string{}, map[dialog.ID]*dialog.Summary{}}
	for _, w := range workers {
		n.workers[w.ID] = text.Show(w.Name)
	}
	for i := range people {
		parts, err := v.store().parts(ctx, people[i].Person.ID)
		if err != nil {
			return n, err
		}
		for _, id := range parts {
			n.people[id] = people[i]
		}
	}
	return n, nil
}

func (s *Store) auditLines(ctx context.Context, from int64, names auditNames) ([]dialog.AuditLine, error) {
	return s.audit(ctx, names, `select `+journalColumns+` from journal where seq>? order by seq limit ?`, from, auditStep)
}

func (s *Store) audit(ctx context.Context, names auditNames, query string, args ...any) (lines []dialog.AuditLine, err error) {
	err = s.locked(ctx, func() error {
		return s.eachLine(ctx, func(l *line) error {
			a := dialog.Audit(l.seq, &l.entry)
			a.Worker = names.workers[l.entry.Worker]
			if p := names.people[a.Person]; p != nil {
				a.Name, a.NHSNumber = p.Person.ListName(), p.Person.NHSNumber
			}
			lines = append(lines, a)
			return nil
		}, query, args...)
	})
	return lines, fault(err)
}
