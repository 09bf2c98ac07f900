package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(want), "\r\n", "\n") != got {
		t.Errorf("%s differs; if the change is meant, run go test -update\n%s", path, got)
	}
}

// twoRows is a response with a list of two rows, one of them open.
func twoRows(a *survey.Answers) {
	a.AddRow("server", 1)
	a.AddRow("server", 2)
	a.Set(survey.Key{Question: "s_name", Row: 1}, survey.Answer{Value: survey.TextValue("srv-süd")})
	a.Set(survey.Key{Question: "s_art", Row: 1}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: "virtuell"}})
}

// The screens as a person sees them, without colour, in the two sizes that
// must work.
func TestScreens(t *testing.T) {
	name := given("name", survey.KindText, "Amt Süd")
	screens := []struct {
		name    string
		place   survey.Place
		prepare []func(*survey.Answers)
		keys    []string
	}{
		{"text", at("name"), nil, []string{"Amt", " ", "Süd"}},
		{"error", at("erhoben"), nil, []string{"31.02.2026", "enter"}},
		{"number", at("pc"), []func(*survey.Answers){name}, []string{"1200", "f5"}},
		{"warning", at("pc"), []func(*survey.Answers){name, given("vzae", survey.KindNumber, "2")}, []string{"9000", "enter"}},
		{"yes_no", at("dms"), nil, nil},
		{"search", at("haupt"), nil, []string{"aenderungsd", "down"}},
		{"several", at("os"), []func(*survey.Answers){given("os", survey.KindCodes, "windows macos")}, []string{" "}},
		{"roster", at("server"), []func(*survey.Answers){twoRows}, nil},
		{"roster_empty", at("server"), nil, nil},
		{"row", survey.Place{Question: "s_art", Row: 1}, []func(*survey.Answers){twoRows}, nil},
		{"multiline", at("anmerk"), nil, []string{"eins", "enter", "zwei"}},
		{"missing", at("pc"), []func(*survey.Answers){name}, []string{"f4"}},
		{"help", at("pc"), []func(*survey.Answers){name}, []string{"f1"}},
		{"overview", at("dms"), []func(*survey.Answers){name, twoRows}, []string{"f2"}},
		{"end", survey.EndPlace, []func(*survey.Answers){name, twoRows}, nil},
	}
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		for _, s := range screens {
			b := screenDesk(t, s.place, s.prepare...)
			b.size(size[0], size[1])
			b.keys(s.keys...)
			golden(t, fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1]), b.m.View()+"\n")
		}
	}
}

// A whole conversation in line mode.
func TestConversation(t *testing.T) {
	c := talkTo(t, newDesk(t, survey.Place{}), answersFile...)
	golden(t, "lines", c.out)
}
