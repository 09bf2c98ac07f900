package cmd

import (
	"fmt"
	"strings"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// version is one of those between which somebody has to decide.
type version struct {
	Digest   string   `json:"digest"`
	Revision int      `json:"revision"`
	Release  string   `json:"release,omitempty"`
	Files    []string `json:"files"`

	Supplement bool `json:"supplement,omitempty"`
}

// conflictDocument and decisionDocument are what resolve --json prints.
type conflictDocument struct {
	Unit     string    `json:"unit"`
	Set      string    `json:"questionnaire"`
	Response string    `json:"response,omitempty"`
	Versions []version `json:"versions"`
}

type decisionDocument struct {
	Unit    string `json:"unit"`
	Set     string `json:"questionnaire"`
	Keep    string `json:"keep,omitempty"` // empty: taken back
	Reason  string `json:"reason"`
	By      string `json:"by"`
	At      string `json:"at"`
	InForce bool   `json:"in_force"`
}

type resolveDocument struct {
	Conflicts []conflictDocument `json:"conflicts"`
	Decisions []decisionDocument `json:"decisions"`
}

func (a *app) resolveJSON(central *store.File, o resolveOptions) error {
	conflicts, versions, decisions, err := resolveState(central)
	if err != nil {
		return err
	}
	d := resolveDocument{Conflicts: []conflictDocument{}, Decisions: []decisionDocument{}}
	for _, c := range conflicts {
		if o.meant(c) {
			d.Conflicts = append(d.Conflicts, conflictDocument{c.Unit.Key, c.SetID, c.ResponseID, versions.of(c)})
		}
	}
	for _, one := range decisions {
		if o.meant(one.Conflict) {
			d.Decisions = append(d.Decisions, decisionDocument{one.Unit.Key, one.SetID, one.Digest, one.Reason, one.By, one.At.Format("2006-01-02T15:04:05Z07:00"), one.InForce})
		}
	}
	return a.json(d)
}

// listConflicts shows what is open, with all that helps to decide, and what was
// decided.
func (a *app) listConflicts(central *store.File, o resolveOptions) error {
	conflicts, versions, decisions, err := resolveState(central)
	if err != nil {
		return err
	}
	var open []store.Conflict
	for _, c := range conflicts {
		if o.meant(c) {
			open = append(open, c)
		}
	}
	if len(open) == 0 {
		fmt.Fprintln(a.out, a.words.T("resolve.none_open"))
	} else {
		fmt.Fprintln(a.out, a.words.T("resolve.open", len(open)))
	}
	for _, c := range open {
		fmt.Fprintf(a.out, "  %s\n", a.words.T("resolve.conflict", a.conflictUnit(c), c.SetID))
		for _, v := range versions.of(c) {
			fmt.Fprintf(a.out, "    %s\n", a.sayVersion(v))
		}
	}
	a.listDecisions(decisions, o)
	return nil
}

func (a *app) sayVersion(v version) string {
	release := a.words.T("resolve.unreleased")
	if v.Release != "" {
		release = a.words.T("resolve.released", survey.CleanLine(v.Release))
	}
	if v.Supplement {
		release += ", " + a.words.T("query.supplement")
	}
	if len(v.Files) == 0 {
		return a.words.T("resolve.version", survey.ShortDigest(v.Digest), v.Revision, release)
	}
	return a.words.T("resolve.version_files", survey.ShortDigest(v.Digest), v.Revision, release, strings.Join(v.Files, ", "))
}

func (a *app) listDecisions(decisions []store.Decision, o resolveOptions) {
	var lines []string
	for _, d := range decisions {
		if !o.meant(d.Conflict) {
			continue
		}
		key, digest := "resolve.decided", ""
		if d.Digest == "" {
			key = "resolve.taken_back"
		} else {
			digest = survey.ShortDigest(d.Digest)
		}
		line := a.words.T(key, d.Unit.Key, d.SetID, digest, d.By, d.At.Local().Format("02.01.2006"), d.Reason)
		if d.Digest != "" && !d.InForce {
			line += " (" + a.words.T("resolve.overtaken") + ")"
		}
		lines = append(lines, "  "+line)
	}
	if len(lines) > 0 {
		fmt.Fprintln(a.out, a.words.T("resolve.decisions", len(lines)))
		fmt.Fprintln(a.out, strings.Join(lines, "\n"))
	}
}

// versionIndex finds what is known of a response by unit and digest.
type versionIndex map[[2]string]version

func (x versionIndex) of(c store.Conflict) []version {
	list := make([]version, len(c.Digests))
	for i, digest := range c.Digests {
		list[i] = x[[2]string{c.Unit.Key, digest}]
	}
	return list
}

func resolveState(central *store.File) ([]store.Conflict, versionIndex, []store.Decision, error) {
	conflicts, err := central.Conflicts()
	if err != nil {
		return nil, nil, nil, err
	}
	decisions, err := central.Decisions()
	if err != nil {
		return nil, nil, nil, err
	}
	held, err := central.Responses()
	if err != nil {
		return nil, nil, nil, err
	}
	sources, err := central.Sources()
	if err != nil {
		return nil, nil, nil, err
	}
	files := map[[2]string][]string{}
	for _, s := range sources {
		for _, r := range s.Responses {
			files[r] = append(files[r], s.Name)
		}
	}
	index := versionIndex{}
	for _, h := range held {
		r := h.Response
		index[[2]string{r.Unit.Key, r.Digest}] = version{r.Digest, r.Revision, r.Release, append([]string{}, files[[2]string{r.ID, r.Digest}]...), h.Supplement}
	}
	return conflicts, index, decisions, nil
}
