//go:build !windows

package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const clerksSet = `kind: questionnaire
id: klein
short: K
version: 1.0.0
title: Kleine Probe
responses: one
sections:
  - name: a
    label: Anfang
    questions:
      - {name: n, type: integer, label: Wie viele?, required: true}
      - {name: t, type: text, label: Wie heißt es?, required: true}
`

// clerk sits before the start screen in a folder of her own, with a home that is
// empty.
type clerk struct {
	*seat
	t            *testing.T
	folder, home string
}

func newClerk(t *testing.T, files map[string]string) *clerk {
	t.Helper()
	root := t.TempDir()
	c := &clerk{t: t, folder: filepath.Join(root, "Erhebung für Süd & Nord"), home: filepath.Join(root, "heim")}
	for _, dir := range []string{c.folder, c.home} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(c.folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// open starts the program in the folder, as a double click does.
func (c *clerk) open(args ...string) {
	c.t.Helper()
	c.seat = startIn(c.t, 80, 24, c.folder, []string{"HOME=" + c.home, "XDG_CONFIG_HOME=" + filepath.Join(c.home, "a"), "XDG_CACHE_HOME=" + filepath.Join(c.home, "b"),
		"XDG_DATA_HOME=" + filepath.Join(c.home, "c"), "XDG_STATE_HOME=" + filepath.Join(c.home, "d"), "TMPDIR=" + c.home}, args...)
}

// leaves ends with exit code 0.
func (c *clerk) leaves() {
	c.t.Helper()
	if err := c.program.Wait(); err != nil {
		c.t.Errorf("ends with %v", err)
	}
}

func (c *clerk) files(dir string) []string {
	c.t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		c.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	slices.Sort(names)
	return names
}

const keyReopen = "\x1b[20~" // F9

// From the start screen a response is begun, filled in over two days, handed in,
// looked through and reopened; nothing is written outside the folder.
func TestTheWholeWayFromTheStartScreen(t *testing.T) {
	c := newClerk(t, map[string]string{"klein.yaml": clerksSet})
	c.open()
	c.wait("noch keine Erhebungsdatei")
	c.press("\r")
	c.wait("Zu welchem Fragensatz")
	c.press("\r")
	c.wait("Für welche Verwaltung")
	c.press("990610001\r")
	c.wait("Wie soll die Erhebungsdatei heißen?")
	c.press("\x15Amt Süd\r")
	c.wait("Wer arbeitet an diesem Rechner")
	c.press("Erika Muster\r")
	c.wait("Wie viele?")
	c.press("12\r")
	c.wait("Wie heißt es?")
	c.press(keyQuit)
	c.wait("Alles gespeichert. Stand: begonnen, 1 von 2")
	c.press("e")
	c.leaves()

	c.open() // the next day
	c.wait("begonnen")
	c.press("\r") // the cursor is there
	c.wait("Wie heißt es?")
	c.press("Müßig\r")
	c.wait("Beenden führt zum Startbildschirm zurück")
	c.press("\r")
	c.wait("vollständig")
	c.press("\r")
	c.wait("Abgeben (g)")
	c.press("\r")
	c.wait("Wer gibt die Angaben frei?")
	c.press("E. Muster, Leitung\r")
	c.wait("Quittung über die Rückgabe")
	c.wait("Freigegeben von: E. Muster, Leitung")
	c.press("\x1b[F") // to its end
	c.wait("3. Aufheben")
	c.press("\r")
	c.wait("Abgegeben als Fassung 1")

	c.press("d")
	c.wait("nichts ändern")
	c.press("\x1b[Z\x1b[Z")
	c.wait("> 12")
	c.press("7")
	c.wait("> 12")
	c.press(keyReopen)
	c.wait("Es entsteht Fassung 2")
	c.press(keyDown + "\r")
	c.wait("wieder zum Ausfüllen geöffnet")
	c.press("3\r")
	c.wait("Wie heißt es?")
	c.press(keyQuit)
	c.wait("Zuletzt abgegeben als")
	c.press(keyQuit)
	c.leaves()

	want := []string{"Amt Süd.itb", "klein.yaml", "rueckgabe_990610001_klein_r1.itb", "rueckgabe_990610001_klein_r1.txt"}
	if got := c.files(c.folder); !slices.Equal(got, want) {
		t.Errorf("in the folder: %q", got)
	}
	if got := c.files(c.home); len(got) > 0 {
		t.Errorf("outside of the folder: %q", got)
	}
	receipt, err := os.ReadFile(filepath.Join(c.folder, want[3]))
	if err != nil || !strings.Contains(string(receipt), "1. Senden:") {
		t.Errorf("%v: %s", err, receipt)
	}
	for _, secret := range []string{"Erika Muster", "editor:"} {
		data, err := os.ReadFile(filepath.Join(c.folder, want[2]))
		if err != nil || strings.Contains(string(data), secret) {
			t.Errorf("the return holds %q (%v)", secret, err)
		}
	}
	if out, err := c.beside("show", filepath.Join(c.folder, want[0])).Output(); err != nil || !strings.Contains(string(out), "123") {
		t.Errorf("%v: %s", err, out)
	}
}

// --plain is remembered where that is wished, then decides on the start screen,
// too, and is forgotten when that is said.
func TestPlainIsRemembered(t *testing.T) {
	c := newClerk(t, map[string]string{"klein.yaml": clerksSet})
	c.open("fill", "amt.itb", "--questionnaire", "klein.yaml", "--editor", "", "--plain")
	c.wait("künftig immer Zeile für Zeile")
	c.press("j\r")
	c.wait("Frage: Wie viele?")
	c.press(".e\r")
	c.leaves()
	c.open()
	c.wait("Ihre Wahl:")
	c.press("1\r")
	c.wait("Frage: Wie viele?")
	c.press(".e\r")
	c.wait("Alles gespeichert. Stand: nicht begonnen")
	c.press("e\r")
	c.leaves()
	c.open("fill", "amt.itb", "--plain=false")
	c.wait("F10")
	c.press(keyQuit)
	c.leaves()
	c.open()
	c.wait("F10 beenden")
	c.press(keyQuit)
	c.leaves()
}

// The privacy notice of the wave stands before the first question until it is
// noted, once for each response.
func TestThePrivacyNoticeComesFirstAndOnce(t *testing.T) {
	wave := "kind: wave\nid: herbst\ntitle: Herbst\nreference_date: 2026-12-31\ndeadline: 2027-03-31\ncontact: {name: Frau Amt, phone: 0361 12}\n" +
		"return_to: Per Post an Frau Amt.\nprivacy_notice: Wozu das alles dient.\nsets: [{id: klein, version: 1.0.0}]\n"
	c := newClerk(t, map[string]string{"klein.yaml": clerksSet, "welle.yaml": wave})
	succeedsIn(t, c.folder, "answer", "amt.itb", "--wave", "welle.yaml", "--unit", "99061", "--editor", "Erika")
	{
		c.open()
		c.wait("Herbst: Abgabe bis 31.03.2027. Ansprechstelle bei Fragen: Frau Amt, 0361 12")
		c.press("\r")
		c.wait("Wozu das alles dient.")
		c.press(keyQuit) // not noted yet
		c.wait("nicht begonnen")
		c.press("\r")
		c.wait("Wozu das alles dient.")
		c.press("\r")
		c.wait("Wie viele?")
		c.press(keyQuit)
		c.wait("nicht begonnen")
		c.press("\r")
		c.wait("Wie viele?") // at once
		c.press("5\rx\r")
		c.wait("Beenden führt")
		c.press(keyQuit)
		c.wait("vollständig")
		c.press("g")
		c.wait("Wer gibt")
		c.press("\r")
		c.wait("Quittung über")
		c.press("\x1b[F")
		c.wait("Abgabefrist: 31.03.2027")
		c.press("\r")
		c.wait("Abgegeben als Fassung 1")
		c.press(keyQuit)
		c.leaves()
	}
	receipt, err := os.ReadFile(filepath.Join(c.folder, "rueckgabe_99061_klein_r1.txt"))
	if err != nil || !strings.Contains(string(receipt), "Per Post an Frau Amt.") {
		t.Errorf("%v: %s", err, receipt)
	}
}

// succeedsIn runs the program in a folder to its good end.
func succeedsIn(t *testing.T, folder string, args ...string) {
	t.Helper()
	c := exec.Command("itbestand", args...)
	c.Dir = folder
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("itbestand %v: %v\n%s", args, err, out)
	}
}
