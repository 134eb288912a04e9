package vault

// When someone leaves, their old copy of the key file and their passphrase would go
// on opening every later copy of the record, unless the record gets another key.
// These are the steps, in an order in which the program may die anywhere:
//
//  1. BeginRenewal writes the key file with both keys, without those who leave.
//  2. Backup copies the record, under Next, to a file beside it.
//  3. The record is closed.
//  4. Replace puts the copy in the record's place, in one step.
//  5. WriteHead seals the head under Next.
//  6. FinishRenewal writes the key file without the old key.
//
// Whoever opens the key file in between has both keys, and KeyFor says which of them
// the record is under: if Next, go on from 5; if the old one, start again from 1 with
// nobody leaving. Up to 4 the record can be worked with under the old key as ever.
// ReadHead takes both keys, for the moment between 4 and 5.

// Renewing says whether a renewal was begun and not finished.
func (k *Keys) Renewing() bool { return k.file.Next != 0 }

// Next returns the key that is to follow, nil unless a renewal was begun.
func (k *Keys) Next() *DataKey {
	if len(k.held) < 2 {
		return nil
	}
	return k.held[1]
}

// BeginRenewal makes a new data key and writes the key file with it beside the old
// one, without the workers who leave. Their slots are gone from then on. A renewal
// that was begun earlier and not carried through is forgotten, its key with it.
//
// Codes: CodeNoWorker, CodeLastWorker, and CodeNotRenewed when an earlier renewal was
// begun and nobody has asked KeyFor which key the record is under.
func (k *Keys) BeginRenewal(leaving ...string) error {
	at := 0
	if k.Renewing() {
		switch k.inUse {
		case k.held[0]:
		case k.held[1]:
			at = 1
		default:
			return refuse(CodeNotRenewed, "an earlier renewal was begun, and which key the record is under was not asked")
		}
	}
	f := k.file.clone()
	for _, worker := range leaving {
		i := f.find(f.workerID(worker))
		if i < 0 {
			return refuse(CodeNoWorker, "the worker has no slot")
		}
		f.Workers = append(f.Workers[:i], f.Workers[i+1:]...)
	}
	if len(f.Workers) == 0 {
		return refuse(CodeLastWorker, "nobody would be left")
	}
	generations := f.generations()
	f.Generation, f.Next = generations[at], generations[len(generations)-1]+1
	next := NewDataKey()
	if err := k.reseal(f, []*DataKey{k.held[at], next}); err != nil {
		next.Drop()
		return err
	}
	return nil
}

// FinishRenewal writes the key file without the old key. The record, at path, must
// be under the new key by then, and not open; else it answers CodeNotRenewed.
func (k *Keys) FinishRenewal(path string) error {
	if !k.Renewing() {
		return refuse(CodeNotRenewed, "no renewal was begun")
	}
	if key, err := k.KeyFor(path); err != nil {
		return err
	} else if key != k.Next() {
		return refuse(CodeNotRenewed, "the record is under the old key")
	}
	f := k.file.clone()
	f.Generation, f.Next = f.Next, 0
	return k.reseal(f, k.held[1:])
}

// reseal seals other data keys to everyone, writes the file, and drops the keys that
// are no longer in it.
func (k *Keys) reseal(f *keyFile, held []*DataKey) error {
	for i := range f.Workers {
		if err := f.sealKeys(&f.Workers[i].recipient, held); err != nil {
			return err
		}
	}
	if err := f.sealKeys(&f.Recovery, held); err != nil {
		return err
	}
	before := k.held
	if err := k.save(f, held); err != nil {
		return err
	}
	for _, old := range before {
		if old != held[0] && old != held[len(held)-1] {
			old.Drop()
		}
	}
	return nil
}
