package store

import (
	"errors"
	"fmt"

	"alongside/dialog"
	"alongside/store/vault"
)

// doorFault wraps a failure on the way in in the code and the sentence that tell
// people what to do about it. Who the worker is, and whether the name is known, is
// never in it.
func doorFault(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*dialog.Error](err); ok {
		return err
	}
	code, message := dialog.Code(""), ""
	switch vault.CodeOf(err) {
	case vault.CodeDenied:
		code, message = dialog.NotFound, "That name and passphrase do not open this record."
	case vault.CodeWait:
		code, message = dialog.Denied, "There were too many wrong tries. "+waiting(err)
	case vault.CodeMistyped:
		code, message = dialog.Invalid, "There is a slip in the recovery key. Please compare it with the paper, group by group."
	case vault.CodeTooShort:
		code, message = dialog.Invalid, fmt.Sprintf("A passphrase has at least %d characters. Please choose a longer one.", vault.MinPassphrase)
	case vault.CodeTooCommon:
		code, message = dialog.Invalid, "That one is among the first that anyone would try; digits or signs behind a common word change little. Please choose another, such as three words that do not belong together."
	case vault.CodeNoKeyFile:
		code, message = dialog.Damaged, "The key file of this record is gone. It was left as it is. Please bring back a backup together with its keys."
	case vault.CodeKeyFileDamaged:
		code, message = dialog.Damaged, "The key file of this record is damaged. It was left as it is. Please bring back a backup together with its keys."
	case vault.CodeKeyFileAltered:
		code, message = dialog.Damaged, "The key file of this record was changed by something that does not hold its key: somebody's way in was added, taken away or weakened. Nothing was opened. Please tell whoever answers for the security of the laptop. To make the file anew with the recovery key: alongside workers rebuild"
	case vault.CodeWeakened:
		code, message = dialog.Damaged, "The key file of this record asks for less protection than this program ever does. Somebody changed it. Nothing was opened. Please bring back a backup together with its keys, and tell whoever answers for the security of the laptop."
	case vault.CodeNewer:
		code, message = dialog.Newer, "The key file was written by a newer version of the program. It was left as it is. Please update the program."
	case vault.CodeWorkerThere:
		code, message = dialog.Conflict, "There is a worker of that name already."
	case vault.CodeNoWorker:
		code, message = dialog.NotFound, "No worker of this record has that name."
	case vault.CodeLastWorker:
		code, message = dialog.Conflict, "Nobody would be left to open the record."
	case vault.CodeTooMany:
		code, message = dialog.Conflict, "The record has as many workers as it can have. Please take out those who left."
	}
	if message == "" {
		return fault(err)
	}
	return &dialog.Error{Code: code, Message: message, Err: err}
}

func waiting(err error) string {
	e, _ := errors.AsType[*vault.Error](err)
	if seconds := int(e.Wait.Seconds() + 0.999); seconds > 1 {
		return fmt.Sprintf("The next one is taken in %d seconds.", seconds)
	}
	return "The next one is taken in a second."
}
