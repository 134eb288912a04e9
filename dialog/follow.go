package dialog

// Wish is one time that more help was asked for in an area, and what came of it
// until the next DIALOG.
type Wish struct {
	Domain Domain
	On     Day      // when it was asked for
	Within int      // the referral, see [Taken]
	Proxy  bool     // somebody else asked on the person's behalf
	Agreed int      // actions agreed for the area from that day until the next DIALOG
	Done   int      // those of them that were done
	Partly int      // those that were done in part
	Next   Day      // the next DIALOG that may be compared; NoDay while there is none
	Then   HelpMark // what was answered there
}

// EachWish goes through every time that help was asked for, earliest first, each with
// what was agreed for it and whether help was still wanted at the next DIALOG. An action
// without an area counts for none. It is told as it stood by the end of a day. What
// happened in between is not said to be why.
func EachWish(taken []Taken, actions []CountedAction, until Day, do func(*Wish)) {
	for i := range taken {
		t := &taken[i]
		if t.On > until {
			return
		}
		next := nextLike(taken[i+1:], t)
		for _, d := range Domains() {
			if t.Help(d) != HelpMarkWanted {
				continue
			}
			w := Wish{Domain: d, On: t.On, Within: t.Within, Proxy: t.Proxy, Next: NoDay}
			if next != nil && next.On <= until {
				w.Next, w.Then = next.On, next.Help(d)
			}
			w.countActions(actions, until)
			do(&w)
		}
	}
}

// nextLike returns the first on a later day that somebody of the same kind answered:
// what a proxy says is not set beside what the person says.
func nextLike(later []Taken, than *Taken) *Taken {
	for i := range later {
		if later[i].Proxy == than.Proxy && later[i].On > than.On {
			return &later[i]
		}
	}
	return nil
}

// countActions counts what was agreed for the area, and what had become of it.
func (w *Wish) countActions(actions []CountedAction, until Day) {
	for i := range actions {
		a := &actions[i]
		if a.Domain != w.Domain || a.Agreed < w.On || a.Agreed > until || w.Next != NoDay && a.Agreed >= w.Next {
			continue
		}
		w.Agreed++
		switch outcome, _ := a.By(until); outcome {
		case ActionDone:
			w.Done++
		case ActionPartly:
			w.Partly++
		}
	}
}

// FollowThrough counts wishes for help by what came of them. Agreed and Not are those
// for which something was agreed and the others.
type FollowThrough struct {
	Asked       int
	Done        int // at least one thing that was agreed was done
	Partly      int // nothing was done, and something in part
	Agreed, Not WishesThen
}

// WishesThen are wishes by what was answered at the next DIALOG.
type WishesThen struct {
	All      int
	Still    int // more help was wanted there too
	NotNow   int // it was not wanted any more
	NotAsked int // the question was not answered there
	NoneYet  int // there was none since
}

// Add counts one wish more.
func (f *FollowThrough) Add(w *Wish) {
	f.Asked++
	then := &f.Not
	if w.Agreed > 0 {
		then = &f.Agreed
	}
	switch {
	case w.Done > 0:
		f.Done++
	case w.Partly > 0:
		f.Partly++
	}
	then.All++
	switch {
	case w.Next == NoDay:
		then.NoneYet++
	case w.Then == HelpMarkWanted:
		then.Still++
	case w.Then == HelpMarkNot:
		then.NotNow++
	default:
		then.NotAsked++
	}
}

// FollowThroughOf counts the wishes of one person.
func FollowThroughOf(r *Record) (f FollowThrough) {
	EachWish(TakenOf(r), countedActions(r), DayOf(Date{9999, 12, 31}), f.Add)
	return f
}
