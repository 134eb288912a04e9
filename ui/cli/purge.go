package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
)

// purgeOrder is whom to purge, and why.
type purgeOrder struct {
	on     bool
	people []string // local ids or NHS numbers; nobody for everybody who may be
	reason string
}

// purgeWords are what a purge is, for whoever is about to confirm one.
const purgeWords = `What is recorded about the people below is taken off this laptop for good: name, numbers, answers, notes and goals. It cannot be undone. What stays is that there was somebody, and who purged them, when and why. The centre has what was sent to it. What never goes there is gone.

Backups and files that were made before still hold it, and so do other laptops. Please delete those that nobody needs any more.

`

// check refuses an order that says too little, before anybody is asked for anything.
func (o *purgeOrder) check(env Env) (err error) {
	switch o.reason, err = text.Clean(o.reason, text.Line); {
	case err != nil:
		return &dialog.Error{Code: dialog.Invalid, Message: "The reason has characters that cannot be kept. Nothing was changed.", Err: err}
	case o.on && o.reason == "":
		return &usageError{errors.New("push --purge needs --reason, which says why")}
	case o.on && (!env.typed() || env.wrap() == nil): // the list is for somebody's eyes
		return &dialog.Error{Code: dialog.Invalid, Message: "Nothing was changed. A purge is looked at and confirmed by somebody at a terminal."}
	case !o.on && (o.reason != "" || len(o.people) > 0):
		return &usageError{errors.New("push takes --person and --reason with --purge alone")}
	}
	return nil
}

// purge lists who may be purged, and purges them once somebody has typed that it is meant.
func (o *purgeOrder) purge(ctx context.Context, env Env, v *store.Session) error {
	may, err := o.whom(ctx, v)
	if err != nil {
		return err
	}
	if len(may) == 0 {
		return env.tell("Nobody on your caseload may be purged now. What somebody lacks is said with: alongside push --purge --person ID --reason WHY")
	}
	if err := o.list(env, may); err != nil {
		return err
	}
	if meant, err := confirmPurge(env, len(may)); err != nil || !meant {
		return err
	}
	done, err := v.Purge(ctx, may, o.reason)
	if done > 0 {
		err = errors.Join(err, env.tell(count(done, "person", "people")+" purged from this laptop."))
	}
	return err
}

func (o *purgeOrder) whom(ctx context.Context, v *store.Session) (may []store.Purgeable, err error) {
	if len(o.people) == 0 {
		return v.Purgeable(ctx)
	}
	for _, one := range o.people {
		id, err := who(ctx, v, one)
		if err != nil {
			return nil, err
		}
		p, err := v.MayPurge(ctx, id)
		if err != nil {
			return nil, err
		}
		may = append(may, p)
	}
	return may, nil
}

// list names them, with what the centre has of each and what it has not, and says what
// a purge is.
func (o *purgeOrder) list(env Env, may []store.Purgeable) error {
	var b strings.Builder
	for _, p := range may {
		fmt.Fprintf(&b, "  %s\n    %s at the centre, the last receipt on %s\n", purgeableName(p), count(p.Assessments, "DIALOG", "DIALOGs"), p.Receipted.Date())
		if p.Beside > 0 {
			fmt.Fprintf(&b, "    %s that the centre does not have\n", count(p.Beside, "conversation, meeting or the like", "conversations, meetings and the like"))
		}
	}
	return env.tell(purgeWords + count(len(may), "person", "people") + " may be purged:\n" + b.String() + "\nThe reason that is kept: " + o.reason)
}

// purgeableName names somebody so that nobody else of that name is meant.
func purgeableName(p store.Purgeable) string {
	name := text.Show(p.Name)
	if !p.Born.IsZero() {
		name += ", born " + p.Born.String()
	}
	if p.Local != "" {
		name += ", local id " + text.Show(p.Local)
	}
	return name
}

// confirmPurge asks for words that nobody types by chance.
func confirmPurge(env Env, people int) (bool, error) {
	words := fmt.Sprintf("purge %d", people)
	if err := env.tell(fmt.Sprintf("To go on, type %q. Anything else, or Enter alone, leaves everything as it is.", words)); err != nil {
		return false, err
	}
	answer, err := bufio.NewReader(env.In).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, os.ErrClosed) {
		return false, fmt.Errorf("failed to read the answer: %w", err)
	}
	if strings.TrimSpace(answer) == words {
		return true, nil
	}
	return false, env.tell("Nobody was purged and nothing was changed.")
}
