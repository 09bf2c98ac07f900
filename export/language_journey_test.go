package export

import (
	"context"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// journey is the whole way of a set: working files, returns, a central file, a
// workbook.
type journey struct {
	t       *testing.T
	dir     string
	set     *survey.Questionnaire
	files   []survey.File
	ref     store.Set
	central *store.File
}

var today = time.Date(2026, 11, 23, 10, 30, 0, 0, time.UTC)

func newJourney(t *testing.T) *journey {
	t.Helper()
	j := &journey{t: t, dir: t.TempDir(), set: everySet(t), files: []survey.File{{Name: "alles.yaml", Data: []byte("kind: questionnaire\n")}}}
	j.set.Digest = survey.SetDigest(j.files)
	j.ref = store.Set{ID: j.set.ID, Version: j.set.Version, Short: j.set.Short, Title: "Alles", Digest: j.set.Digest}
	j.central = j.file("zentral.itb", store.Central)
	return j
}

func (j *journey) must(err error) {
	j.t.Helper()
	if err != nil {
		j.t.Fatal(err)
	}
}

func (j *journey) file(name string, kind store.Kind) *store.File {
	j.t.Helper()
	f, err := store.Create(filepath.Join(j.dir, name), kind, store.Author{Name: "A"}, today)
	j.must(err)
	j.t.Cleanup(func() { _ = f.Close() })
	j.must(f.AddSet(j.ref, j.files))
	return f
}

// office answers in a working file, hands in, and is merged.
func (j *journey) office(n int, profile string, answer func(*survey.Session)) {
	j.t.Helper()
	f := j.file(unit(n).Key+".itb", store.Working)
	j.must(f.SetUnit(unit(n)))
	j.must(f.SetPopulation(&survey.Population{Units: []survey.Unit{unit(0), unit(1), {Key: "99999", Name: "Landkreis Anderswo"}}}))
	nr, err := f.NewResponse(j.ref, unit(n), "", profile)
	j.must(err)
	r, place, err := f.Load(nr)
	j.must(err)
	answer(survey.NewSession(j.set, r, place, func(c survey.Change) error { return f.Save(nr, j.set, c, store.Author{Name: "A"}, today) }))
	r, _, err = f.Load(nr) // what is in the file counts, not what is in memory
	j.must(err)
	next, _ := survey.HandIn(j.set, r, "B. Meister, Leitung", !survey.Assess(j.set, r).Complete())
	j.must(f.MarkSubmitted(map[int64]*survey.Response{nr: next}, store.Author{Name: "A"}, today))
	path := filepath.Join(j.dir, "rueckgabe_"+unit(n).Key+".itb")
	j.must(f.WriteReturn(j.set, []*survey.Response{next}, path, nil, false))
	report, err := j.central.Merge(context.Background(), []string{path},
		store.MergeOptions{At: today, Set: func(string, string, string) (*survey.Questionnaire, error) { return j.set, nil }})
	j.must(err)
	if report.Merged != 1 {
		j.t.Fatalf("%+v", report)
	}
}

// book is made of the central file alone.
func (j *journey) book() Book {
	j.t.Helper()
	held, err := j.central.Responses()
	j.must(err)
	var all []Response
	for _, h := range held {
		r, _, err := j.central.Load(h.Nr)
		j.must(err)
		all = append(all, Response{Response: r, Source: "rueckgabe_" + r.Unit.Key + ".itb"})
	}
	return bookOf([]*survey.Questionnaire{j.set}, all...)
}

// put gives entries, marks and reasons at once: name, entry, name, entry …
// Behind a name, ":" says what the entry is, and "[2]" which row.
func (j *journey) put(s *survey.Session, namesAndEntries ...string) {
	j.t.Helper()
	for i := 0; i < len(namesAndEntries); i += 2 {
		name, what, _ := strings.Cut(namesAndEntries[i], ":")
		a, entry, yes := survey.Assignment{Question: name}, namesAndEntries[i+1], true
		if n, row, ok := strings.Cut(name, "["); ok {
			a.Question, a.Index = n, int(row[0]-'0')
			a.Roster = j.set.Question(n).Roster.Name
		}
		switch what {
		case "":
			a.Entry = &entry
		case "missing":
			a.Missing = &entry
		case "comment":
			a.Comment = &entry
		case "reason":
			a.Reason = &entry
		case "acknowledged":
			a.Acknowledged = &entry
		case "estimate":
			a.Estimate = &yes
		}
		if findings, err := s.Put([]survey.Assignment{a}); err != nil || len(findings) > 0 && findings[0].Code != survey.NeedsReason && findings[0].Code != survey.Unconfirmed {
			j.t.Fatalf("%s %q: %v %v", name, entry, findings, err)
		}
	}
}

func german(j *journey, s *survey.Session) {
	j.put(s, "t_text", "Erfurt", "t_lang", "eine\nzweite Zeile", "t_mail", "amt@erfurt.example", "t_url", "https://erfurt.example/?a=b", "n_ganz", "1.234", "n_ganz:estimate", "",
		"n_ganz:comment", "gezählt", "n_dez", "3,25", "n_prozent", "45", "n_prozent:acknowledged", "Stimmt", "n_geld", "1.000", "n_jahr", "2019", "n_tag", "31.12.2025", "j", "Ja",
		"e_wahl", "Wahl blau", "e_text", "Wahl post, sonstiges: Bote, Taube", "e_eng", "Wahl rot", "v_wahl", "Wahl mail, Wahl fax", "k_viele", "Produkt 3, Produkt 70", "k_eins", "Produkt 12",
		"r_rang", "Wahl leute, Wahl geld, Wahl zeit", "r_lang", "Produkt 9, Produkt 2", "s_stufe", "4", "s_worte", "Wahl immer",
		"fv_name[1]", "Wohngeld", "fv_art[1]", "sonstiges: Leasing", "fv_wege[1]", "Wahl text", "fv_rang[1]", "zeit, geld, leute", "fv_stufe[1]", "5", "fv_amt[1]", unit(1).Key, "fv_zahl[1]", "7",
		"fv_kosten[1]", "650", "fv_kosten[1]:reason", "Rabatt", "fv_mail[1]", "p@amt.example", "fv_name[2]", "Kfz", "srv_name[1]", "S1", "srv_fv[1]", "2, 1",
		"l_viele", "Verfahren Kfz, Verfahren Wohngeld", "l_eins", "Verfahren Kfz", "u_viele", unit(0).Key+", 99999", "u_eins", unit(1).Key,
		"m_a", "1", "m_b", "2", "m_c", "5", "a_eigen", "60", "a_eigen:estimate", "", "a_fremd", "40", "z_wasser", "Wahl da", "z_strom", "Wahl geplant",
		"c_zahl", "2.500", "c_zahl:reason", "Neu gezählt", "c_viel", "nein", "c_viel:reason", "Andere Meinung", "c_text", "Ort", "c_text:reason", "Kein Stadtrecht", "c_tag", "1.1.2026", "c_tag:reason", "Neujahr",
		"p_mail", "chef@amt.example", "p_wahl", "sonstiges: Grün", "p_rang", "geld, zeit, leute", "pm_a", "3", "pm_b", "4", "pers_name[1]", "Eva", "pers_rolle[1]", "Leitung", "p_leitung", "1", "p_team", "1",
		"p_note", "9", "p_note:reason", "Eigene Zählung")
}

// english says the same in the other language.
func english(j *journey, s *survey.Session) {
	german(j, s)
	j.put(s, "j", "Yes", "e_wahl", "Choice blau", "e_text", "Choice post, sonstiges: Bote, Taube", "e_eng", "Choice rot", "v_wahl", "Choice fax, Choice mail",
		"k_viele", "Product 70, Product 3", "k_eins", "Product 12", "r_rang", "Choice leute, Choice geld, Choice zeit", "r_lang", "Product 9, Product 2", "s_worte", "Choice immer",
		"l_viele", "Application Wohngeld, Application Kfz", "z_wasser", "Choice da", "s_stufe", "4", "m_a", "1 – not true", "c_viel", "no", "c_viel:reason", "Andere Meinung")
}

func TestEveryAnswerComesThroughFromWorkingFileToWorkbook(t *testing.T) {
	j := newJourney(t)
	j.office(0, "", func(s *survey.Session) { german(j, s) })
	j.office(1, "", func(s *survey.Session) {
		german(j, s)
		var entries []string
		for i, q := range j.set.Questions() { // each question with one of the missing codes
			if q.Roster == nil && len(q.Missing) > 0 && len(s.Response.Answers.Rows(q.Name)) == 0 && q.Name != "j" {
				entries = append(entries, q.Name+":missing", survey.MissingCodeNames()[i%4], q.Name+":comment", "warum nicht")
			}
		}
		j.put(s, entries...)
	})
	j.office(2, "", func(s *survey.Session) { // what is not asked any more is kept and not handed in
		german(j, s)
		j.put(s, "j", "nein", "e_wahl", "", "c_zahl", "", "fv_kosten[1]", "", "r_rang", "")
	})
	j.office(3, "kurz", func(s *survey.Session) { j.put(s, "t_text", "Kurz", "n_ganz", "3") })
	j.office(4, "", func(*survey.Session) {})
	w := writeBook(t, j.book())
	held, err := j.central.Responses()
	j.must(err)
	states := map[survey.State]int{}
	for _, h := range held {
		r, _, err := j.central.Load(h.Nr)
		j.must(err)
		g := newGuide(t, w, j.set, r)
		g.everything()
		for _, q := range j.set.Questions() {
			if q.Roster == nil {
				states[g.ev.State(survey.Key{Question: q.Name})]++
			}
		}
	}
	for _, state := range []survey.State{survey.StateOpen, survey.StateAnswered, survey.StateMissing, survey.StateNotAsked} {
		if states[state] < 20 {
			t.Errorf("only %d questions in state %d", states[state], state)
		}
	}
	row := w.find("Daten_AL", "schluessel", unit(0).Key)
	w.expect(row, "e_text", "Wahl post; Sonstiges, nämlich", "e_text__text", "Bote, Taube", "k_viele", "Produkt 3; Produkt 70", "r_rang", "1. Wahl leute; 2. Wahl geld; 3. Wahl zeit",
		"s_stufe", "4", "m_a", "1 – trifft nicht zu", "l_viele", "Verfahren Wohngeld; Verfahren Kfz", "u_eins", "Verwaltung "+unit(1).Key+" ("+unit(1).Key+")",
		"u_viele", "Verwaltung "+unit(0).Key+" ("+unit(0).Key+"); 99999", "c_zahl", "2500", "c_zahl__berechnet", "2468", "c_zahl__abweichung", "Neu gezählt", "t_url", "https://erfurt.example/?a=b")
	w.expect(row, "n_prozent__begruendung", "Stimmt", "n_ganz__bemerkung", "gezählt", "n_ganz__geschaetzt", "ja")
	for _, sheet := range []string{"Daten_AL", "Daten_AL_Codes", "Verfahren", sheetContacts} {
		if links, err := w.f.GetHyperLinkCells(sheet, ""); err != nil || len(links) > 0 {
			t.Errorf("%s has links in %v (%v)", sheet, links, err)
		}
	}
	w.expect(w.find("Daten_AL_Codes", "schluessel", unit(0).Key), "e_text__sonstiges", "1", "e_text__mail", "", "k_viele", "k003 k070", "r_rang__leute", "1", "r_rang__geld", "2", "r_lang", "k009 k002",
		"s_stufe", "4", "s_worte", "immer", "m_a", "1", "l_viele", "1 2", "l_eins", "2", "u_viele", unit(0).Key+" 99999", "c_viel", "nein", "c_viel__berechnet", "ja", "z_strom", "geplant")
	w.expect(w.find("Daten_AL", "schluessel", unit(2).Key), "c_zahl", "2468", "c_zahl__berechnet", "", "m_c__ausfall", "nicht gefragt", "e_eng__ausfall", "nicht gefragt")
	w.expect(w.find("Daten_AL", "schluessel", unit(3).Key), "profil", "kurz", "v_wahl__ausfall", "nicht gefragt", "m_a__ausfall", "nicht gefragt", "t_text", "Kurz")
}

// The sheets of codes are for programs: they say the same in whatever language
// was answered, and in whatever language the workbook is.
func TestCodesDoNotDependOnTheLanguage(t *testing.T) {
	j := newJourney(t)
	j.office(0, "", func(s *survey.Session) { german(j, s) })
	j.office(1, "", func(s *survey.Session) { english(j, s) })
	b := j.book()
	w := writeBook(t, b)
	one, two := w.find("Daten_AL_Codes", "schluessel", unit(0).Key), w.find("Daten_AL_Codes", "schluessel", unit(1).Key)
	for _, key := range []string{"schluessel", "name", "typ", "kreis", "kreis_schluessel", "einwohner", "groessenklasse", "antwort_digest", "antwort_id"} {
		delete(one, key)
		delete(two, key)
	}
	if !maps.Equal(one, two) {
		t.Errorf("German: %v\nEnglish: %v", one, two)
	}
	if len(one) < 45 {
		t.Errorf("only %d cells", len(one))
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	_, err := Write(path, "", b, i18n.In("en"))
	j.must(err)
	f, err := excelize.OpenFile(path)
	j.must(err)
	defer f.Close()
	other := &written{t: t, path: path, f: f}
	if here, there := w.rows("Daten_AL_Codes"), other.rows("Daten_AL_Codes"); len(here) != 2 || !maps.Equal(here[0], there[0]) || !maps.Equal(here[1], there[1]) {
		t.Errorf("in a German workbook %v\nin an English one %v", here, there)
	}
	if got := other.find("Daten_AL", "schluessel", unit(0).Key)["v_wahl"]; got != "Choice mail; Choice fax" {
		t.Errorf("in words %q", got)
	}
}
