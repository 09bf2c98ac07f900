package cmd

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/tui"
)

// offer is a question set that a new response can be begun with.
type offer struct {
	ref     string // as for --questionnaire
	id      string
	profile string
	wave    string // path of the wave that asks it; empty: none
	several bool   // responses to it are numbered
	shown   tui.SetOffer
}

func (d *desk) offered() []tui.SetOffer {
	shown := make([]tui.SetOffer, len(d.offers))
	for i, o := range d.offers {
		shown[i] = o.shown
	}
	return shown
}

// offers are the question sets that a wave in the folder asks, those that lie in
// the folder themselves, and those of the program.
func (a *app) offers(d *desk) ([]offer, error) {
	var all []offer
	for _, path := range filesOf(d.folder, "wave") {
		all = append(all, a.offersOf(path)...)
	}
	for _, path := range filesOf(d.folder, "questionnaire") {
		if set, err := a.loadSet(path); err == nil { // a broken one is for who writes it, not for who answers
			all = append(all, a.offerOf(path, set, a.words.T("start.from_folder", baseName(path))))
		}
	}
	for _, id := range embeddedSets() {
		set, err := a.loadSet(id)
		if err != nil {
			return nil, err
		}
		all = append(all, a.offerOf(id, set, ""))
	}
	return all, nil
}

// offersOf are the question sets of a wave, each once: in which form, the unit
// decides. A wave that is broken is for who writes it, and offers nothing.
func (a *app) offersOf(path string) []offer {
	quiet, _ := a.listening()
	wave, err := quiet.loadFielding(path)
	if err != nil {
		return nil
	}
	var all []offer
	for _, s := range wave.Sets {
		set, err := a.setNear(wave.fsys, s.ID, s.Version)
		if err != nil || slices.ContainsFunc(all, func(o offer) bool { return o.id == s.ID }) {
			continue
		}
		o := a.offerOf(set.ID, set, a.words.T("start.from_wave", wave.Title.In(a.words.Lang())))
		o.wave = path
		all = append(all, o)
	}
	return all
}

// filesOf lists the YAML files of a kind in a folder.
func filesOf(folder, kind string) []string {
	files := os.DirFS(folder)
	var paths []string
	for _, pattern := range []string{"*.yaml", "*.yml"} {
		names, _ := fs.Glob(files, pattern) // the pattern is constant
		for _, name := range names {
			if parser.Kind(files, name) == kind {
				paths = append(paths, filepath.Join(folder, name))
			}
		}
	}
	return paths
}

func (a *app) offerOf(ref string, set *loadedSet, from string) offer {
	note := strings.Join(slices.DeleteFunc([]string{a.lasting(set), from}, func(s string) bool { return s == "" }), "; ")
	o := offer{ref: ref, id: set.ID, several: placeAmong(set, 1) > 0, shown: tui.SetOffer{Title: set.Title.In(a.words.Lang()), Note: note, Unit: tui.Wanted, Name: set.ID}}
	switch {
	case set.Project:
		o.shown.Unit = tui.Unasked
	case set.Anonymous:
		o.shown.Unit = tui.Optional
	}
	return o
}

// lasting says how long it takes to answer a set.
func (a *app) lasting(set *loadedSet) string {
	if text := set.Duration.In(a.words.Lang()); text != "" {
		return a.words.T("start.duration", survey.CleanLine(text))
	}
	return ""
}

// notInNames are signs that Windows allows in no file name.
const notInNames = `\/:*?"<>|`

// fileName makes the name of a survey file out of what was typed, or says why
// that cannot be one. The rules are those of Windows everywhere: the file goes
// from hand to hand.
func (a *app) fileName(folder, typed string) (name, refusal string) {
	name = strings.TrimSpace(typed)
	if strings.EqualFold(filepath.Ext(name), ".itb") {
		name = strings.TrimSpace(name[:len(name)-len(".itb")])
	}
	name = strings.TrimRight(name, ". ")
	switch {
	case name == "":
		return "", a.words.T("start.refuse_name_empty")
	case strings.ContainsAny(name, notInNames), !survey.IsClean(name), strings.ContainsAny(name, "\n\t"), len(name) > 150:
		return "", a.words.T("start.refuse_name_signs", strings.Join(strings.Split(notInNames, ""), " "))
	case reserved(name):
		return "", a.words.T("start.refuse_name_reserved")
	}
	name += ".itb"
	if _, err := os.Lstat(filepath.Join(folder, name)); err == nil {
		return "", a.words.T("start.refuse_name_exists")
	}
	return name, ""
}

// reserved reports whether Windows takes a name for a device, whatever its
// ending.
func reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	base = strings.TrimSpace(base)
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, base) {
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "COM") || strings.HasPrefix(base, "LPT")) && base[3] >= '0' && base[3] <= '9'
}
