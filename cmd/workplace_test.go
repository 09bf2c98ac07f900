package cmd_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bestand.example/itbestand/cmd"
	"bestand.example/itbestand/store/seal"
)

// workplace is a folder in which the program is called, with a small question
// set in it, and a wave that seals for a key where one is made.
type workplace struct {
	t   testing.TB
	dir string
}

const threeQuestions = `kind: questionnaire
id: drei
short: D
version: 1.0.0
title: Drei Fragen
responses: one
sections:
  - name: a
    label: A
    questions:
      - {name: amt, type: text, label: Welches Amt?, required: true}
      - {name: anzahl, type: integer, label: Wie viele?, required: true}
      - {name: seit, type: year, label: Seit wann?, required: true}
      - {name: notiz, type: multiline, label: Noch etwas?}
`

const threeQuestionsWave = `kind: wave
id: %[1]s
title: Welle %[1]s
reference_date: 2026-09-30
deadline: 2026-12-31
contact: {name: Geschäftsstelle, email: a@b.example}
return_to: Per Post.
privacy_notice: Keine personenbezogenen Angaben.
sets:
  - {id: drei, version: 1.0.0}
`

func newWorkplace(t testing.TB) workplace {
	t.Helper()
	w := workplace{t, t.TempDir()}
	w.write("drei.yaml", threeQuestions)
	return w
}

func (w workplace) at(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w workplace) write(name, content string) string {
	w.t.Helper()
	path := w.at(name)
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(content), 0o600)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return path
}

func (w workplace) read(path string) []byte {
	w.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	return data
}

// call runs the program, wants an exit code, and gives its data and its words.
func (w workplace) call(want int, args ...string) (data, words string) {
	w.t.Helper()
	var out, errOut bytes.Buffer
	if got := cmd.Main(w.t.Context(), append([]string{"--lang=de"}, args...), strings.NewReader(""), &out, &errOut); got != want {
		w.t.Fatalf("itbestand %q: exit %d, want %d\n%s%s", args, got, want, &out, &errOut)
	}
	return out.String(), errOut.String()
}

// wave writes a wave with the public keys, and gives its path.
func (w workplace) wave(id string, keys ...seal.Identity) string {
	w.t.Helper()
	text := fmt.Sprintf(threeQuestionsWave, id)
	if len(keys) > 0 {
		text += "recipients:\n"
	}
	for _, k := range keys {
		text += "  - " + k.Recipient().String() + "\n"
	}
	return w.write(id+".yaml", text)
}

// key makes a key without a passphrase, as on paper, and gives its file.
func (w workplace) key(name string) (seal.Identity, string) {
	w.t.Helper()
	key, err := seal.Generate()
	if err != nil {
		w.t.Fatal(err)
	}
	return key, w.write(name, key.Secret()+"\n")
}

// sealed seals anything for a key.
func (w workplace) sealed(key seal.Identity, content string) string {
	w.t.Helper()
	var b bytes.Buffer
	s, err := seal.Seal(&b, []seal.Recipient{key.Recipient()})
	if err == nil {
		_, err = s.Write([]byte(content))
	}
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return b.String()
}

// fill makes a complete survey file for a unit. Source is --wave or
// --questionnaire with its path.
func (w workplace) fill(name, unit string, number int, source ...string) string {
	w.t.Helper()
	path := w.at(name)
	w.call(0, append([]string{"answer", path, "--unit", unit, "--editor", "", "amt=Süd", fmt.Sprintf("anzahl=%d", number), "seit=2020"}, source...)...)
	return path
}

// hand makes a return of a unit in a folder.
func (w workplace) hand(dir, unit string, number int, source ...string) {
	w.t.Helper()
	w.call(0, "submit", w.fill("amt_"+unit+".itb", unit, number, source...), "-o", w.at(dir))
}

func (w workplace) listing(dir string) []string {
	w.t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return names
}
