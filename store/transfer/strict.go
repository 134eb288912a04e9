package transfer

import (
	"io"

	"alongside/dialog/strict"
)

// JSONLimits are what a JSON file that is taken in may have at most.
type JSONLimits = strict.Limits

// DefaultJSONLimits fit an export of some thousand assessments.
var DefaultJSONLimits = JSONLimits{Bytes: 64 << 20, Depth: 16, Values: 2_000_000}

// DecodeJSON reads one JSON value into a pointer as [strict.Decode] does.
func DecodeJSON(r io.Reader, limits JSONLimits, into any) error {
	return strict.Decode(r, limits, into)
}
