package baddisk

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// outcomes are all the states that a power cut was seen to leave.
func outcomes(ops []Op) map[string]bool {
	seen := map[string]bool{}
	for i := range uint64(2000) {
		image := AfterPowerCut(ops, rand.New(rand.NewPCG(i, 1)))
		var s []string
		for _, name := range []string{"a", "b", "d/a"} {
			if b, ok := image.Files[name]; ok {
				s = append(s, fmt.Sprintf("%s=%s", name, strings.ReplaceAll(string(b), "\x00", ".")))
			}
		}
		seen[strings.Join(s, " ")] = true
	}
	return seen
}

func wrote(path string, off int64, s string) Op {
	return Op{Kind: Write, Path: path, Off: off, Data: []byte(s)}
}

func TestAfterPowerCut(t *testing.T) {
	made := Op{Kind: Create, Path: "a"}
	flushed, named := Op{Kind: Sync, Path: "a"}, Op{Kind: SyncDir, Path: "."}
	long := strings.Repeat("x", sector)
	for _, c := range []struct {
		name      string
		ops       []Op
		may, must []string // states that have to be seen; those without which none is seen
	}{
		{"nothing is flushed", []Op{made, wrote("a", 0, "1")}, []string{"", "a=", "a=1"}, nil},
		{"the contents are flushed", []Op{made, wrote("a", 0, "1"), flushed}, []string{"", "a=1"}, []string{"", "a=1"}},
		{"the name is flushed", []Op{made, wrote("a", 0, "1"), named}, []string{"a=", "a=1"}, []string{"a=", "a=1"}},
		{"both are flushed", []Op{made, wrote("a", 0, "1"), flushed, named}, []string{"a=1"}, []string{"a=1"}},
		{"what comes later is not", []Op{made, wrote("a", 0, "1"), flushed, named, wrote("a", 0, "2")}, []string{"a=1", "a=2"}, []string{"a=1", "a=2"}},
		{"writes are exchanged", []Op{made, named, wrote("a", 0, "1"), wrote("a", 1, "2")}, []string{"a=", "a=1", "a=.2", "a=12"}, []string{"a=", "a=1", "a=.2", "a=12"}},
		{"a write is torn", []Op{made, named, wrote("a", 0, long+"y")}, []string{"a=" + long, "a=" + strings.Repeat(".", sector) + "y"}, nil},
		{"a file is cut", []Op{made, named, wrote("a", 0, "123"), flushed, {Kind: Truncate, Path: "a", Off: 1}}, []string{"a=1", "a=123"}, []string{"a=1", "a=123"}},
		{"a file takes another's place", []Op{made, wrote("a", 0, "1"), flushed, {Kind: Create, Path: "b"}, wrote("b", 0, "2"), {Kind: Sync, Path: "b"}, named,
			{Kind: Rename, Path: "b", To: "a"}}, []string{"a=1 b=2", "a=2"}, []string{"a=1 b=2", "a=2"}},
		{"a file takes another's place too soon", []Op{made, wrote("a", 0, "1"), flushed, {Kind: Create, Path: "b"}, wrote("b", 0, "2"), named,
			{Kind: Rename, Path: "b", To: "a"}, named}, []string{"a=", "a=2"}, []string{"a=", "a=2"}},
		{"a file is taken away", []Op{made, flushed, named, {Kind: Remove, Path: "a"}}, []string{"", "a="}, []string{"", "a="}},
		{"a folder is flushed, not the one above", []Op{{Kind: Mkdir, Path: "d"}, {Kind: Create, Path: "d/a"}, {Kind: SyncDir, Path: "d"}}, []string{"d/a="}, []string{"d/a="}},
	} {
		t.Run(c.name, func(t *testing.T) {
			seen := outcomes(c.ops)
			for _, s := range c.may {
				if !seen[s] {
					t.Errorf("%q is never left: %d others are", s, len(seen))
				}
			}
			for _, s := range c.must {
				delete(seen, s)
			}
			if c.must != nil && len(seen) > 0 {
				t.Errorf("it also leaves %v", seen)
			}
		})
	}
}
