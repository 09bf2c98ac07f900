package cmd

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// register is the list of the administrations that were invited, with their
// return codes. It never leaves the house of those who evaluate.
type register struct {
	path    string
	entries []registerEntry
	places  map[string]int // of the entries, by unit key
}

type registerEntry struct{ key, name, code, folder, mail string }

var registerColumns = []string{"schluessel", "name", "rueckgabecode", "ordner", "kontakt_mail"}

// openRegister reads a register; one that is not there is empty.
func (a *app) openRegister(path string) (*register, error) {
	r := &register{path: path, places: map[string]int{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	reader.Comma = ';'
	records, err := reader.ReadAll()
	if err != nil || len(records) == 0 || !slices.Equal(records[0], registerColumns) {
		return nil, a.usage("register_wrong", survey.CleanLine(path))
	}
	for _, record := range records[1:] {
		e := registerEntry{key: record[0], name: unguarded(record[1]), code: record[2], folder: record[3], mail: unguarded(record[4])}
		if !survey.ValidUnitKey(e.key) || e.code == "" || r.has(e.key) {
			return nil, a.usage("register_wrong", survey.CleanLine(path))
		}
		r.add(e)
	}
	return r, nil
}

func (r *register) has(key string) bool { return r.find(key) != nil }

func (r *register) find(key string) *registerEntry {
	if i, ok := r.places[key]; ok {
		return &r.entries[i]
	}
	return nil
}

func (r *register) add(e registerEntry) {
	r.places[e.key] = len(r.entries)
	r.entries = append(r.entries, e)
}

// enter gives a unit a code, unless it has one.
func (r *register) enter(u survey.Unit, folder, mail string) {
	if !r.has(u.Key) {
		r.add(registerEntry{key: u.Key, code: newPassphrase()})
	}
	e := r.find(u.Key)
	e.name, e.folder, e.mail = survey.CleanLine(u.Name), folder, survey.CleanLine(mail)
}

// save writes the register whole or not at all.
func (r *register) save() error {
	sorted := slices.Clone(r.entries)
	slices.SortFunc(sorted, func(a, b registerEntry) int { return strings.Compare(a.key, b.key) })
	records := [][]string{registerColumns}
	for _, e := range sorted {
		records = append(records, []string{e.key, guarded(e.name), e.code, e.folder, guarded(e.mail)})
	}
	data, err := csvTable(records)
	if err != nil {
		return err
	}
	return writeWhole(r.path, data)
}

// csvTable is a CSV file as Excel and Word in German read it.
func csvTable(records [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff") // Excel and Word take it for Windows-1252 otherwise
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	err := w.WriteAll(records)
	return b.Bytes(), err
}

// codes gives the return code of a unit, for merging; nil: none was asked for.
func (r *register) codes() func(unit string) (string, bool) {
	if r == nil {
		return nil
	}
	byKey := map[string]string{}
	for _, e := range r.entries {
		byKey[e.key] = e.code
	}
	return func(unit string) (string, bool) { code, ok := byKey[unit]; return code, ok }
}

// invited gives the address of each unit in the register, by its key.
func (r *register) invited() map[string]string {
	if r == nil {
		return nil
	}
	mails := map[string]string{}
	for _, e := range r.entries {
		mails[e.key] = e.mail
	}
	return mails
}

// unguarded is a text as it was before it was guarded.
func unguarded(cell string) string {
	if text, ok := strings.CutPrefix(cell, "'"); ok && guarded(text) == cell {
		return text
	}
	return cell
}
