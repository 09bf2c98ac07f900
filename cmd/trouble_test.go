//go:build !windows

package cmd_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// smallSet is two sections with a few questions.
const smallSet = `kind: questionnaire
id: klein
short: KL
version: 1.0.0
title: Klein
responses: one
choices:
  systeme: [{name: win, label: Windows}, {name: x, label: Linux}]
sections:
  - name: a
    label: Teil A
    questions:
      - {name: amt, type: text, label: Wie heißt das Amt?, required: true}
      - {name: clients, type: integer, label: Wie viele Arbeitsplätze?, missing: [unbekannt]}
      - {name: os, type: select_one, choices: systeme, label: Welches System?}
      - {name: warum, type: text, label: Warum dieses?, relevant: clients > 3 and os == "x"}
      - {name: schluss, type: text, label: Noch etwas?}
missing: {unbekannt: nicht bekannt}
`

// smallFile makes a survey file in a folder, and returns its path.
func smallFile(t testing.TB, dir, name string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	succeeds(t, "answer", file, "--questionnaire", smallSetFile(t), "--unit", unitKey, "--editor", "")
	return file
}

func smallSetFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "klein.yaml")
	if err := os.WriteFile(path, []byte(smallSet), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// answersOf are the values in a file, as show tells them.
func answersOf(t testing.TB, file string) map[string]string {
	t.Helper()
	var shown struct {
		Answers []struct{ Question, Value, Draft string }
	}
	if err := json.Unmarshal([]byte(succeeds(t, "show", "--json", file)), &shown); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, a := range shown.Answers {
		if a.Value+a.Draft != "" {
			values[a.Question] = a.Value + a.Draft
		}
	}
	return values
}

// fails runs the program and wants an exit code and a sentence.
func fails(t testing.TB, code, sentence string, args ...string) {
	t.Helper()
	out, err := exec.Command("itbestand", args...).CombinedOutput()
	if got, _ := exitStatus(err); got != code || !strings.Contains(string(out), sentence) {
		t.Errorf("itbestand %v: exit %s (%v), want %s and %q:\n%s", args, got, err, code, sentence, out)
	}
}

// FI08: a megabyte that was pasted, with control characters in it, neither
// stops the dialogue nor reaches the terminal; the length that is allowed is
// told, and what was pasted can be erased.
func TestFI08AMegabyteIsPasted(t *testing.T) {
	file := smallFile(t, t.TempDir(), "amt.itb")
	s := start(t, "fill", file)
	s.wait("Wie heißt das Amt?")
	paste := strings.Repeat("Text \x1b]0;Titel\x07\x00\u202e", 1<<20/20)
	s.press("\x1b[200~" + paste + "\x1b[201~")
	s.wait(i18n.In("de").T("look.paste_too_long", len([]rune(paste)), survey.MaxText))
	if shown := s.shown(); strings.ContainsAny(shown, "\x1b\u202e") {
		t.Errorf("shows\n%s", shown)
	}
	s.press(keyErase + "Amt Süd" + keyEnter)
	s.wait("Wie viele Arbeitsplätze?")
	s.press(keyQuit)
	if err := s.program.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := answersOf(t, file)["amt"]; got != "Amt Süd" {
		t.Errorf("the answer is %q", got)
	}
}

// FI09: a question whose condition hangs on an answer that is missing is not
// asked, and that is no error.
func TestFI09WhatIsUnknownAsksNothing(t *testing.T) {
	file := smallFile(t, t.TempDir(), "amt.itb")
	program := exec.Command("itbestand", "fill", file)
	program.Stdin = strings.NewReader("Amt\n.k unbekannt\nx\nEnde\n")
	out, err := program.CombinedOutput()
	if err != nil || strings.Contains(string(out), "Warum dieses?") || strings.Contains(string(out), "Fehler") {
		t.Errorf("%v:\n%s", err, out)
	}
	if got := answersOf(t, file); got["os"] != "x" || got["schluss"] != "Ende" {
		t.Errorf("answers %v", got)
	}
	succeeds(t, "submit", file, "-o", t.TempDir())
}

// FI12: what was half typed outlives any change of the window.
func TestFI12TheWindowChangesWhileSomebodyTypes(t *testing.T) {
	file := smallFile(t, t.TempDir(), "amt.itb")
	s := startAt(t, 40, 10, "fill", file)
	s.wait("Wie heißt das Amt?")
	s.press("halb")
	s.wait("> halb")
	for _, size := range [][2]int{{200, 60}, {20, 5}, {60, 16}} {
		s.resize(size[0], size[1])
		if size[1] > 5 {
			s.wait("> halb")
		}
	}
	s.press(" fertig" + keyEnter)
	s.wait("Wie viele Arbeitsplätze?")
	s.press(keyQuit)
	if err := s.program.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := answersOf(t, file)["amt"]; got != "halb fertig" {
		t.Errorf("the answer is %q", got)
	}
}

// resize changes the window as its frame does.
func (s *seat) resize(columns, lines int) {
	s.t.Helper()
	s.mu.Lock()
	s.screen.Resize(columns, lines)
	s.mu.Unlock()
	if err := pty.Setsize(s.master, &pty.Winsize{Cols: uint16(columns), Rows: uint16(lines)}); err != nil {
		s.t.Fatal(err)
	}
}

// FI13: without a terminal the questions are asked line by line, and the end of
// the input ends them.
func TestFI13WithoutATerminal(t *testing.T) {
	file := smallFile(t, t.TempDir(), "amt.itb")
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	for _, in := range []*os.File{null, nil} {
		program := exec.Command("itbestand", "fill", file)
		if in != nil {
			program.Stdin = in
		}
		out, err := program.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Wie heißt das Amt?") || strings.Contains(string(out), "\x1b") {
			t.Errorf("%v:\n%s", err, out)
		}
	}
}

// ST01: a copy of the file that is made while somebody works with it has all
// that was acknowledged.
func TestST01ACopyMadeWhileSomebodyWorks(t *testing.T) {
	file := smallFile(t, t.TempDir(), "amt.itb")
	s := start(t, "fill", file)
	for i, step := range []struct{ label, keys, name string }{
		{"Wie heißt das Amt?", "Amt Süd" + keyEnter, "amt"}, {"Wie viele Arbeitsplätze?", "12" + keyEnter, "clients"}, {"Welches System?", keyDown + keyDown + keyEnter, "os"},
		{"Warum dieses?", "So" + keyEnter, "warum"}, {"Noch etwas?", "", ""},
	} {
		s.wait(step.label)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		taken := filepath.Join(t.TempDir(), "kopie.itb")
		if err := os.WriteFile(taken, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := answersOf(t, taken); len(got) != i {
			t.Errorf("after %d answers the copy has %v", i, got)
		}
		s.press(step.keys)
	}
}

// ST05: what a newer version of the program made is refused and not touched.
func TestST05ANewerFileIsRefusedByEveryCommand(t *testing.T) {
	file := smallFile(t, t.TempDir(), "amt.itb")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	binary.BigEndian.PutUint32(data[60:], 99) // the version of the format
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"fill", file}, {"answer", file, "amt=x"}, {"show", file}, {"check", file}, {"submit", file}, {"reopen", file}} {
		fails(t, "9", "neuer", args...)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(after, data) {
		t.Errorf("the file was changed (%v)", err)
	}
}

// ST08: the whole way through folders and files of any name, and of more than
// 260 characters.
func TestST08AnyPathWorks(t *testing.T) {
	for _, name := range []string{"Straßen & Wege", "100 % #1", "wie? 'so'", strings.Repeat("tief/", 60) + "unten"} {
		dir := filepath.Join(t.TempDir(), filepath.FromSlash(name))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		file := smallFile(t, dir, "Amt für "+filepath.Base(name)+".itb")
		succeeds(t, "answer", file, "amt=Süd")
		s := start(t, "fill", file)
		s.wait("Wie heißt das Amt?")
		s.press(keyEnter)
		s.wait("Wie viele Arbeitsplätze?")
		s.press("2" + keyEnter + keyQuit)
		if err := s.program.Wait(); err != nil {
			t.Fatal(err)
		}
		succeeds(t, "submit", file)
		returns, err := os.ReadDir(dir)
		if err != nil || len(returns) != 3 {
			t.Errorf("%q holds %v (%v)", name, returns, err)
		}
		succeeds(t, "merge", filepath.Join(dir, "zentral %41.itb"), "--questionnaire", smallSetFile(t), dir)
	}
}
