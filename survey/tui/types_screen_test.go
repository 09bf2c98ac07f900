package tui

import (
	"fmt"
	"testing"

	"bestand.example/itbestand/survey"
)

// TestScreensOfTypes are the screens of testdata/types_*, as TestScreens has
// the others.
func TestScreensOfTypes(t *testing.T) {
	screens := []struct {
		name, place string
		prepare     []func(*survey.Answers)
		keys        []string
	}{
		{"rank", "ziele", nil, []string{"down", " ", "up", " "}},
		{"matrix", "z_tempo", []func(*survey.Answers){given("z_erreichbar", survey.KindCode, "4"), given("z_beratung", survey.KindCode, "2"),
			func(a *survey.Answers) { a.Set(at("z_preis"), survey.Answer{Missing: "unbekannt"}) }}, []string{"3"}},
		{"matrix_choice", "d_chat", []func(*survey.Answers){given("d_portal", survey.KindCode, "geplant")}, []string{"down"}},
		{"matrix_total", "a_leute", []func(*survey.Answers){given("a_technik", survey.KindNumber, "30")}, []string{"45"}},
		{"scale", "neigung", nil, []string{"1", "1"}},
		{"own", "kanal", nil, []string{"end", "enter", "Boten"}},
		{"own_several", "kanaele", []func(*survey.Answers){given("kanaele", survey.KindCodes, "telefon sonstiges\nRohrpost")}, nil},
		{"suggestions", "hersteller", nil, []string{"m", "e", "down"}},
		{"default", "vorgabe", nil, nil},
		{"override", "summe", []func(*survey.Answers){given("turnus", survey.KindNumber, "12")}, nil},
		{"deviation", "summe", []func(*survey.Answers){given("turnus", survey.KindNumber, "12")}, []string{"ctrl+u", "30", "enter"}},
		{"units", "partner", nil, []string{"feld1", "pgdown", " "}},
		{"prefilled", "netze", nil, nil},
		{"types_help", "kanaele", nil, []string{"f1"}},
		{"types_overview", "z_tempo", nil, []string{"f2"}},
	}
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		for _, s := range screens {
			b := typesDesk(t, s.place, s.prepare...)
			b.size(size[0], size[1])
			b.keys(s.keys...)
			golden(t, fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1]), b.m.View()+"\n")
		}
	}
}
