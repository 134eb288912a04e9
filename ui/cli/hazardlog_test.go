package cli_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// hazard is one section of the hazard log.
type hazard struct {
	id, title, harm string
	causes          []string
	controls        []control
	before, after   risk // before controls; with what is built
	open            string
}

// control is something that makes a hazard less likely or less harmful, with the
// tests that show it. One that is not built has none.
type control struct {
	id, says string
	tests    []namedTest
	built    bool
}

// namedTest is a test as the hazard log names it: "ui/interview.TestStart".
type namedTest struct{ room, name string }

func (n namedTest) String() string { return n.room + "." + n.name }

// risk is a severity and a likelihood, as places in the scales below.
type risk struct{ severity, likelihood int }

// The words of the two scales, the least first.
var (
	severities  = []string{"minor", "significant", "considerable", "major", "catastrophic"}
	likelihoods = []string{"very low", "low", "medium", "high", "very high"}
)

// labels are the parts of a hazard, in their order.
var labels = []string{"Harm", "Causes", "Controls", "Before controls", "With what is built", "Left open"}

const (
	shownBy  = "Shown by "
	notBuilt = "Not built yet."
)

var (
	hazardHead  = regexp.MustCompile(`(?m)^## (H\d+): (.+)$`)
	controlHead = regexp.MustCompile(`^\*\*(H\d+\.C\d+)\*\* (.+)$`)
	riskWords   = regexp.MustCompile(`^severity ([a-z]+), likelihood ([a-z ]+)\.(?: .+)?$`)
	testName    = regexp.MustCompile("^`([a-z][a-z/]*)\\.((?:Test|Fuzz)[A-Za-z0-9_]+)`$")
)

// readHazards reads a hazard log. What it cannot read it reports and leaves out.
func readHazards(log string) (hazards []hazard, findings []string) {
	heads := hazardHead.FindAllStringSubmatchIndex(log, -1)
	for i, at := range heads {
		end := len(log)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		h := hazard{id: log[at[2]:at[3]], title: log[at[4]:at[5]]}
		for _, f := range h.read(log[at[1]:end]) {
			findings = append(findings, h.id+": "+f)
		}
		hazards = append(hazards, h)
	}
	return hazards, findings
}

// read takes the parts of a hazard from the section below its heading.
func (h *hazard) read(section string) (findings []string) {
	parts, findings := split(section)
	h.harm, h.open = parts["Harm"], parts["Left open"]
	h.causes = items(parts["Causes"])
	for _, item := range items(parts["Controls"]) {
		c, err := readControl(item)
		if err != nil {
			findings = append(findings, err.Error())
			continue
		}
		h.controls = append(h.controls, c)
	}
	for label, r := range map[string]*risk{"Before controls": &h.before, "With what is built": &h.after} {
		m := riskWords.FindStringSubmatch(parts[label])
		if m == nil {
			findings = append(findings, fmt.Sprintf("%q is no severity and likelihood", parts[label]))
			continue
		}
		*r = risk{slices.Index(severities, m[1]), slices.Index(likelihoods, m[2])}
		if r.severity < 0 || r.likelihood < 0 {
			findings = append(findings, fmt.Sprintf("%q has a word that is not on the scale", parts[label]))
		}
	}
	return findings
}

// split takes a section apart at its labels. Lines are joined; an item of a list
// begins a new one.
func split(section string) (parts map[string]string, findings []string) {
	parts = map[string]string{}
	at := -1
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		if label, rest, found := strings.Cut(strings.TrimPrefix(line, "**"), ":**"); found && strings.HasPrefix(line, "**") {
			if at++; at >= len(labels) || label != labels[at] {
				return parts, []string{fmt.Sprintf("%q is out of place; the parts are %s", label, strings.Join(labels, ", "))}
			}
			line = strings.TrimSpace(rest)
		}
		switch {
		case line == "":
		case at < 0:
			findings = append(findings, fmt.Sprintf("%q stands before the first part", line))
		case strings.HasPrefix(line, "- "):
			parts[labels[at]] += "\n" + line
		default:
			parts[labels[at]] = strings.TrimSpace(parts[labels[at]] + " " + line)
		}
	}
	return parts, findings
}

// items are the items of a list that split has joined.
func items(list string) []string {
	var all []string
	for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
		if item := strings.TrimPrefix(line, "- "); item != "" {
			all = append(all, item)
		}
	}
	return all
}

// readControl reads one item of the list of controls.
func readControl(item string) (c control, err error) {
	m := controlHead.FindStringSubmatch(item)
	if m == nil {
		return c, fmt.Errorf("%q does not begin with the number of a control", item)
	}
	c.id = m[1]
	if says, found := strings.CutSuffix(m[2], notBuilt); found {
		c.says = strings.TrimSpace(says)
		if strings.Contains(c.says, shownBy) {
			return c, fmt.Errorf("%s is not built, so no test can show it", c.id)
		}
		return c, nil
	}
	says, names, found := strings.Cut(m[2], shownBy)
	if !found {
		return c, fmt.Errorf("%s has neither a test nor the words %q at its end", c.id, notBuilt)
	}
	c.says, c.built = strings.TrimSpace(says), true
	for _, name := range strings.Split(strings.TrimSuffix(names, "."), ", ") {
		m := testName.FindStringSubmatch(name)
		if m == nil {
			return c, fmt.Errorf("%s: %s is not the name of a test", c.id, name)
		}
		c.tests = append(c.tests, namedTest{m[1], m[2]})
	}
	return c, nil
}
