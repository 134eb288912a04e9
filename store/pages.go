package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"alongside/dialog"
)

// lookThrough lets SQLite look at every page, with one of the two pragmas it has for
// that, and refuses a file with a broken one. SQLite also says broken of a page that
// the disk did not give, which is no damage: it is asked again, and the codes in what
// it says tell the two apart.
func lookThrough(ctx context.Context, db querier, pragma string) error {
	says, err := findings(ctx, db, pragma+"(1)")
	if err != nil || len(says) == 0 {
		return err
	}
	first := says[0]
	if says, err = findings(ctx, db, pragma+"(100)"); err != nil || len(says) == 0 {
		return err
	}
	broken := &dialog.Error{Code: dialog.Damaged, Message: messageDamaged, Err: fmt.Errorf("the file has a broken page: %s", first)}
	for _, s := range says {
		var rc int
		_, after, _ := strings.Cut(s, "error code=")
		if _, err := fmt.Sscan(after, &rc); err != nil {
			continue
		}
		switch code, message := sqliteFault(rc, dialog.Damaged, messageDamaged); code {
		case dialog.Damaged:
			return broken // and so it is whatever else there is
		default:
			broken.Code, broken.Message = code, message
		}
	}
	return broken
}

// findings returns what a pragma says of the file, nothing where all is well.
func findings(ctx context.Context, db querier, pragma string) (all []string, err error) {
	rows, err := db.QueryContext(ctx, "pragma "+pragma)
	if err != nil {
		return nil, fmt.Errorf("failed to look through the file: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("failed to look through the file: %w", err)
		}
		if s != "ok" {
			all = append(all, s)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("failed to look through the file: %w", err)
	}
	return all, nil
}
