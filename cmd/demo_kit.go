package cmd

import (
	"bytes"
	"encoding/csv"
	"strings"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// The question sets of the demonstration, and the wave that tells who is asked
// which.
const (
	demoWave   = "welle-beispiel.yaml"
	demoIT     = "it-landschaft"
	demoOZG    = "ozg-umsetzungsstand"
	demoFK     = "fuehrung-kompetenz"
	demoINT    = "kompetenzzentrum-interview"
	demoAUF    = "kompetenzzentrum-aufgaben"
	demoPapers = "grundsatzpapiere"
)

// demoKit is all that the program carries for a survey. It is read once: many
// responses are answered at a time, and to read a set takes longer than to
// answer it.
type demoKit struct {
	wave       *survey.Wave
	waveFiles  []survey.File
	evaluation *survey.Evaluation
	rules      store.Evaluation // the same, as a central file carries it
	sets       []*loadedSet
	areas      []demoRow            // areas of work, with the types of units that have them
	products   map[string][]demoRow // of each area
}

// demoRow is a row of a catalogue, by the names of its columns.
type demoRow map[string]string

func (a *app) demoKit() (*demoKit, error) {
	k := &demoKit{products: map[string][]demoRow{}}
	for _, id := range embeddedSets() {
		set, err := a.loadSet(id)
		if err != nil {
			return nil, err
		}
		k.sets = append(k.sets, set)
	}
	var err error
	if k.wave, k.waveFiles, err = parser.Wave(questionnaires.Files, demoWave, k.find); err != nil {
		return nil, err
	}
	e, files, err := parser.Evaluation(questionnaires.Files, k.wave.Evaluation, k.find)
	if err != nil {
		return nil, err
	}
	k.evaluation, k.rules = e, store.Evaluation{ID: e.ID, Version: e.Version, Digest: e.Digest, Files: files}
	if k.areas, err = readCatalogue("aufgabenbereiche.csv"); err != nil {
		return nil, err
	}
	products, err := readCatalogue("fachverfahren.csv")
	for _, p := range products {
		k.products[p["bereich"]] = append(k.products[p["bereich"]], p)
	}
	return k, err
}

// find is how the parser asks for a set.
func (k *demoKit) find(ref, version string) (*survey.Questionnaire, error) {
	for _, s := range k.sets {
		if (s.ID == ref || s.Short == ref) && (version == "" || s.Version == version) {
			return s.Questionnaire, nil
		}
	}
	return nil, nil // the parser says which set is missing, and where it is named
}

func (k *demoKit) set(id string) *loadedSet {
	for _, s := range k.sets {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// asks tells whether the wave asks a unit a set, and in which short form.
func (k *demoKit) asks(id string, u survey.Unit) (profile string, asked bool) {
	for _, s := range k.wave.Sets {
		if is, known := s.Asks(u); s.ID == id && is && known {
			return s.Profile, true
		}
	}
	return "", false
}

// readCatalogue reads a CSV list of the program.
func readCatalogue(name string) ([]demoRow, error) {
	data, err := questionnaires.Files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil || len(records) == 0 {
		return nil, err
	}
	rows := make([]demoRow, 0, len(records)-1)
	for _, record := range records[1:] {
		row := demoRow{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// lists tells whether a cell of several values has one of them.
func (r demoRow) lists(column, separator, value string) bool {
	for part := range strings.SplitSeq(r[column], separator) {
		if strings.TrimSpace(part) == value {
			return true
		}
	}
	return false
}
