package store

import (
	"os"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// notes makes the text of notiz personal.
func notes(Set) ([]string, error) { return []string{"notiz"}, nil }

// forgetful is a central file with two revisions of Jena's return and one of
// Gera's, all with a word in a text that is about a person.
func forgetful(t *testing.T) (at func(string) string, central *File) {
	t.Helper()
	at = in(t)
	office := newOffice(t, at("a.itb"), jena)
	office.answer("anzahl", "1").answer("notiz", "Frau Unverwechselbar").submit(at("a_r1.itb"))
	office.reopen().answer("anzahl", "2").submit(at("a_r2.itb"))
	newOffice(t, at("b.itb"), gera).answer("anzahl", "3").answer("notiz", "Herr Unverwechselbar").submit(at("b_r1.itb"))
	central = newCentral(t, at("zentral.itb"))
	merge(t, central, at("a_r1.itb"), at("a_r2.itb"), at("b_r1.itb"))
	return at, central
}

func forget(t *testing.T, central *File, e Forgetting) Forgetting {
	t.Helper()
	e.Reason, e.By, e.At = "Ende des Vorhabens", "E. Muster", noon
	e, err := central.Forget(e, notes, false)
	must(t, err)
	return e
}

func heldAnswer(t *testing.T, central *File, unit, question string) survey.Answer {
	t.Helper()
	held, err := central.Responses()
	must(t, err)
	for _, h := range held {
		if h.Response.Unit.Key == unit {
			r, _, err := central.Load(h.Nr)
			must(t, err)
			return r.Answers.Get(survey.Key{Question: question})
		}
	}
	return survey.Answer{}
}

func TestForgettingPersonsLeavesNoTraceOfThem(t *testing.T) {
	at, central := forgetful(t)
	before, err := central.Digest()
	must(t, err)
	held, err := central.Responses()
	must(t, err)
	r := held[0].Response
	for name, text := range map[string]string{"notiz": "Noch Frau Unverwechselbar?", "anzahl": "Wirklich?"} {
		must(t, central.Ask(Query{ResponseID: r.ID, Digest: r.Digest, Question: name, Text: text, By: "C", At: noon}))
	}
	trial, err := central.Forget(Forgetting{Scope: ScopePersonal, At: noon}, notes, true)
	must(t, err)
	if a := heldAnswer(t, central, jena, "notiz"); trial.Responses != 3 || a.Value.Text == "" {
		t.Errorf("a trial counted %+v and left %+v", trial, a)
	}

	if e := forget(t, central, Forgetting{Scope: ScopePersonal}); e.Responses != 3 || e.Answers != 3 {
		t.Errorf("forgotten: %+v", e)
	}
	if a := heldAnswer(t, central, jena, "notiz"); a.Value.Text != "" || a.Missing != survey.Forgotten {
		t.Errorf("left: %+v", a)
	}
	if a := heldAnswer(t, central, jena, "anzahl"); a.Value.Text != "2" {
		t.Errorf("another answer: %+v", a)
	}
	if asked, err := central.Queries(); err != nil || len(asked) != 1 || asked[0].Question != "anzahl" {
		t.Errorf("asked still: %+v, %v", asked, err)
	}
	must(t, central.Close())
	bytes, err := os.ReadFile(at("zentral.itb"))
	must(t, err)
	if strings.Contains(string(bytes), "Unverwechselbar") {
		t.Error("the text is still in the file")
	}

	central, err = Open(at("zentral.itb"), anna, noon)
	must(t, err)
	defer central.Close()
	report := merge(t, central, at("a_r1.itb"), at("a_r2.itb"), at("b_r1.itb"))
	if report.Merged+report.Replaced > 0 || report.Digest != before || heldAnswer(t, central, gera, "notiz").Missing != survey.Forgotten {
		t.Errorf("merged again: %+v", report)
	}
	if e := forget(t, central, Forgetting{Scope: ScopePersonal}); e.Responses != 0 {
		t.Errorf("nothing is left to forget: %+v", e)
	}
}

// The address that an invitation went to may be a person's. That the unit was
// invited is no secret, and is kept.
func TestForgettingTakesTheAddressOfTheInvitation(t *testing.T) {
	_, central := forgetful(t)
	must(t, central.SetInvited("w", map[string]string{jena: "frau.unverwechselbar@jena.example", gera: "herr.unverwechselbar@gera.example"}))
	forget(t, central, Forgetting{Scope: ScopeUnit, UnitKey: jena})
	invited, err := central.Invited("w")
	must(t, err)
	if mail, there := invited[jena]; !there || mail != "" || invited[gera] == "" {
		t.Errorf("after forgetting a unit: %v", invited)
	}
	forget(t, central, Forgetting{Scope: ScopePersonal})
	if invited, err = central.Invited("w"); err != nil || len(invited) != 2 || invited[gera] != "" {
		t.Errorf("after forgetting persons: %v (%v)", invited, err)
	}
}

func TestAForgottenReturnMergedAgainStaysForgotten(t *testing.T) {
	at, central := forgetful(t)
	forget(t, central, Forgetting{Scope: ScopeUnit, UnitKey: jena})
	without, err := central.Digest()
	must(t, err)
	for _, order := range [][]string{{"a_r1.itb", "a_r2.itb"}, {"a_r2.itb"}, {"a_r1.itb"}} {
		var paths []string
		for _, name := range order {
			paths = append(paths, at(name))
		}
		report := merge(t, central, paths...)
		for _, file := range report.Files {
			if said := file.Say(i18n.In("de")); !file.Forgotten || !strings.Contains(said, "gelöscht") {
				t.Errorf("%+v: %s", file, said)
			}
		}
		if report.Unchanged != len(order) || report.Digest != without {
			t.Errorf("%v merged again: %+v", order, report)
		}
	}
	sources, err := central.Sources()
	must(t, err)
	for _, s := range sources {
		if want := map[bool]Standing{true: Forgotten, false: Counts}[s.UnitKey == jena]; s.Standing != want {
			t.Errorf("%s %s, want %s", s.Name, s.Standing, want)
		}
	}
	all, err := central.Forgettings()
	must(t, err)
	if len(all) != 1 || all[0].UnitKey != jena || all[0].By != "E. Muster" || all[0].Reason != "Ende des Vorhabens" || all[0].Responses != 2 {
		t.Errorf("protocol %+v", all)
	}
}

// What is handed in anew after the deletion was not what was deleted.
func TestALaterRevisionIsNotForgotten(t *testing.T) {
	at := in(t)
	office := newOffice(t, at("a.itb"), jena)
	office.answer("anzahl", "1").submit(at("a_r1.itb"))
	central := newCentral(t, at("zentral.itb"))
	merge(t, central, at("a_r1.itb"))
	forget(t, central, Forgetting{Scope: ScopeUnit, UnitKey: jena})
	office.reopen().answer("anzahl", "2").submit(at("a_r2.itb"))
	if report := merge(t, central, at("a_r1.itb"), at("a_r2.itb")); report.Merged != 1 || report.Unchanged != 1 {
		t.Errorf("merged: %+v", report)
	}
}

func TestOnlyACentralFileForgets(t *testing.T) {
	at := in(t)
	office := newOffice(t, at("a.itb"), jena)
	_, err := office.file.Forget(Forgetting{Scope: ScopePersonal, At: noon}, notes, false)
	wantCode(t, err, CodeNotCentral)
}
