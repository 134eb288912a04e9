package dialog

import "alongside/dialog/text"

// PossibleDuplicates returns for each person the others of a list that may be the same
// one: those with the same NHS number, and those born on the same day whose name may
// be taken for theirs. Whether they are is for people to say.
func PossibleDuplicates(all []*Summary) map[ID][]ID {
	found := map[ID][]ID{}
	pair := func(a, b int) {
		one, other := all[a].Person.ID, all[b].Person.ID
		found[one], found[other] = append(found[one], other), append(found[other], one)
	}
	numbers, births := map[NHSNumber][]int{}, map[Date][]int{}
	names := make([]string, len(all))
	for i := range all {
		p := &all[i].Person
		names[i] = text.Fold(p.Family + " " + p.Given)
		for _, j := range numbers[p.NHSNumber] {
			pair(j, i)
		}
		for _, j := range births[p.BirthDate] {
			same := p.NHSNumber != "" && p.NHSNumber == all[j].Person.NHSNumber // paired above
			if !same && text.Similar(names[i], names[j]) {
				pair(j, i)
			}
		}
		if p.NHSNumber != "" {
			numbers[p.NHSNumber] = append(numbers[p.NHSNumber], i)
		}
		if !p.BirthDate.IsZero() {
			births[p.BirthDate] = append(births[p.BirthDate], i)
		}
	}
	return found
}
