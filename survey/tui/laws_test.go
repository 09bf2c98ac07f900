package tui

import (
	"context"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// someKeys are what a person may press, text included.
var someKeys = []string{"enter", "tab", "shift+tab", "up", "down", "pgup", "pgdown", "home", "end", "esc", "left", "right", "backspace", "delete", " ",
	"f1", "f2", "f3", "f4", "f5", "f6", "f8", "ctrl+g", "ctrl+u", "ctrl+k", "ctrl+w", "alt+left", "n", "b", "l", "k", "j", "d", "u", "w", "s", "t", "o", "f", "/", "+", "-", "1", "7", "100", "me", "a@b.example", "12,5", "1.1.2026", "strasse", "zzz", "ä", "漢字", "\x1b[31m", "e\u0301"}

// Whatever is pressed in whatever size: nothing panics, the screen has exactly
// the size of the terminal, its last line names whole keys, and no answer is
// saved that its question would refuse.
func TestAnyKeysOnAnySizeKeepTheScreenAndTheAnswersWhole(t *testing.T) {
	places := []string{"name", "pc", "dms", "haupt", "weitere", "os", "server", "anmerk", "$end"}
	rapid.Check(t, func(r *rapid.T) {
		b := screenDesk(t, at(rapid.SampledFrom(places).Draw(r, "place")))
		pressAny(r, b)
	})
	rapid.Check(t, func(r *rapid.T) { pressAny(r, rosterDesk(t, rapid.SampledFrom([]int{0, 1, 30}).Draw(r, "rows"))) })
	rapid.Check(t, func(r *rapid.T) { pressAny(r, typesDesk(t, rapid.SampledFrom(typesPlaces).Draw(r, "place"))) })
}

func pressAny(r *rapid.T, b *desk) {
	width, height := 80, 24
	for range rapid.IntRange(1, 40).Draw(r, "steps") {
		if rapid.IntRange(0, 9).Draw(r, "resize") == 0 {
			width, height = rapid.IntRange(1, 200).Draw(r, "width"), rapid.IntRange(1, 60).Draw(r, "height")
			b.size(width, height)
		}
		b.keys(rapid.SampledFrom(someKeys).Draw(r, "key"))
		checkScreen(r, b.m.View(), width, height)
	}
	checkAnswers(r, b.s)
}

func checkScreen(r *rapid.T, view string, width, height int) {
	lines := strings.Split(view, "\n")
	if len(lines) > height {
		r.Fatalf("%d lines on a screen of %d:\n%s", len(lines), height, view)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) > width {
			r.Fatalf("%d columns on a screen of %d: %q", ansi.StringWidth(l), width, l)
		}
		if strings.ContainsFunc(l, func(c rune) bool { return c < 0x20 }) {
			r.Fatalf("control character in %q", l)
		}
	}
}

func checkAnswers(r *rapid.T, s *survey.Session) {
	for _, k := range s.Response.Answers.Keys() {
		a, q := s.Response.Answers.Get(k), s.Set.Question(k.Question)
		if f := q.Validate(a.Value); f != nil {
			r.Fatalf("%v holds %+v: %s", k, a, f.Code)
		}
		if a.Missing != "" && (!a.Value.IsZero() || !q.AllowsMissing(a.Missing)) {
			r.Fatalf("%v holds %+v", k, a)
		}
	}
}

// everyDesk are desks at every kind of stop, in one language.
func everyDesk(t *testing.T, lang string) []*desk {
	var all []*desk
	for _, place := range []string{"name", "pc", "dms", "haupt", "weitere", "os", "server", "hinweis", "anmerk", "$end"} {
		all = append(all, newDesk(t, at(place)))
	}
	for _, place := range typesPlaces {
		all = append(all, typesDesk(t, place))
	}
	for _, b := range all {
		b.d.Words = i18n.In(lang)
		b.screen()
	}
	return all
}

// The keys of the last line are never wrapped or cut, and the way to the help
// is always among them, from 60 columns on.
func TestFootFitsEveryScreen(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, b := range everyDesk(t, lang) {
			for _, over := range [][]string{nil, {"f2"}, {"tab"}, {"esc", "esc", "f6"}, {"esc", "f1"}, {"esc", "f3"}, {"esc", "f4"}} {
				b.keys(over...)
				for width := 40; width <= 200; width++ {
					b.footFits(width)
				}
			}
		}
	}
}

// feet are those that were checked: language and keys, and the widths.
var feet = map[string]map[int]bool{}

// footFits checks the last line of the screen as it would be at a width.
func (b *desk) footFits(width int) {
	b.t.Helper()
	keys := b.m.top().foot()
	known := b.m.Lang() + strings.Join(keys, " ")
	if feet[known] == nil {
		feet[known] = map[int]bool{}
	}
	if feet[known][width] {
		return // the same keys give the same foot
	}
	feet[known][width] = true
	foot := b.m.foot(keys, width)
	if ansi.StringWidth(foot) > width || strings.ContainsAny(foot, "…\n") {
		b.t.Errorf("%v at %d columns: %q", b.s.Place(), width, foot)
	}
	separator := "  "
	if strings.Contains(foot, " · ") {
		separator = " · "
	}
	whole := wholeKeys(b.m.teller)
	for _, key := range strings.Split(foot, separator) {
		if !slices.Contains(whole, key) {
			b.t.Errorf("%v at %d columns: %q is no whole key of %q", b.s.Place(), width, key, foot)
		}
	}
	if forms := strings.Split(b.m.t("foot_help"), "|"); width >= 60 && slices.Contains(keys, "help") && !strings.Contains(foot, forms[0]) && !strings.Contains(foot, forms[1]) {
		b.t.Errorf("%v at %d columns: no help in %q", b.s.Place(), width, foot)
	}
}

// wholeKeys are all forms of the keys of the foot.
func wholeKeys(t teller) []string {
	var whole []string
	for _, k := range t.Keys() {
		if strings.HasPrefix(k, "tui.foot_") {
			whole = append(whole, strings.Split(t.Text(k), "|")...)
		}
	}
	return whole
}

// At 80 columns a question that takes a missing code says how.
func TestFootNamesTheMissingCodeAt80Columns(t *testing.T) {
	for _, place := range []string{"pc", "os", "server"} {
		b := screenDesk(t, at(place))
		b.sees("F4 Ausfall", "F1 Hilfe", "F10")
	}
	for _, place := range []string{"ziele", "z_preis"} {
		typesDesk(t, place).sees("F4 Ausfall", "F1 Hilfe", "F10")
	}
}

// FuzzLines holds conversations of any bytes: they end, say nothing that could
// steer a terminal, and leave only valid answers.
func FuzzLines(f *testing.F) {
	f.Add(strings.Join(answersFile, "\n"))
	f.Add(".k\n1\n.z\n.b x\n.l\n\xff\x00\x1b[2J\n.g 5\n..e\n")
	f.Add("n\nn\nl 1\nu\nw\nd 1\n.z\ns x\nt 1\nt -2\no\na\nf\nkeine\n")
	f.Add(".u\n.u 1\n.u offen für IT\n.f 2.1\n.f s\n.p\n.p 2\n.p 0\n.f ende\n.u\n.p 1\n")
	f.Add(strings.Join(typesFile, "\n"))
	f.Add("sonstiges\n.z\nsonstiges: a, b\n2,1\n.v\n9: x\n:\n")
	f.Fuzz(func(t *testing.T, input string) {
		checkTalk(t, talkText(t, newDesk(t, survey.Place{}), input))
		checkTalk(t, talkText(t, newDeskOf(t, typesSet(t), towns(30), survey.Place{}), input))
	})
}

func checkTalk(t *testing.T, c talked) {
	if c.err != nil {
		t.Fatal(c.err)
	}
	if strings.ContainsFunc(c.out, func(r rune) bool { return r < 0x20 && r != '\n' || r == 0x7f }) {
		t.Errorf("control characters in %q", c.out)
	}
	for _, k := range c.s.Response.Answers.Keys() {
		if refusal := c.s.Set.Question(k.Question).Validate(c.s.Response.Answers.Get(k).Value); refusal != nil {
			t.Errorf("%v: %s", k, refusal.Code)
		}
	}
}

// The same lines always give the same answers and the same words.
func TestLinesAreDeterministic(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pool := append(slices.Clone(answersFile), ".z", ".k 1", ".l", ".b x", "b 1", "l 1", "j", "keine", ".s 00", "quatsch", "d 1", "u", "w", "a", "o", "f", "s ä", "t", "t 2", "t -3", ".u", ".u offen", ".f 2", ".f fach", ".p", ".p 2")
		input := strings.Join(rapid.SliceOf(rapid.SampledFrom(pool)).Draw(r, "lines"), "\n")
		one, two := talkText(t, newDesk(t, survey.Place{}), input), talkText(t, newDesk(t, survey.Place{}), input)
		if one.out != two.out {
			r.Fatalf("said\n%s\nand\n%s", one.out, two.out)
		}
		checkAnswers(r, one.s)
	})
}

func TestLinesOfTypesAreDeterministic(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pool := append(slices.Clone(typesFile), ".z", ".k 1", ".l", ".v", "n", "b 1", "l 1", "j", "sonstiges", "4: x", ".s 00", "quatsch", "", "")
		input := strings.Join(rapid.SliceOf(rapid.SampledFrom(pool)).Draw(r, "lines"), "\n")
		place := at(rapid.SampledFrom(typesPlaces).Draw(r, "place"))
		one, two := talkText(t, newDeskOf(t, typesSet(t), towns(30), place), input), talkText(t, newDeskOf(t, typesSet(t), towns(30), place), input)
		if one.out != two.out {
			r.Fatalf("said\n%s\nand\n%s", one.out, two.out)
		}
		checkAnswers(r, one.s)
		checkTalk(t, one)
	})
}

// Every key that the package asks for is in the catalogue, and none is there
// that nobody asks for.
func TestCatalogueHoldsWhatIsSaid(t *testing.T) {
	used := map[string]bool{}
	literal := regexp.MustCompile(`"([a-z_0-9]+)"`)
	for _, source := range sources(t) {
		for _, m := range literal.FindAllStringSubmatch(source, -1) {
			used[m[1]] = true
		}
	}
	words := i18n.In("de")
	for _, key := range words.Keys() {
		area, name, _ := strings.Cut(key, ".")
		if area != "tui" && area != "roster" {
			continue
		}
		if !words.Has(key+"_one") && words.Has(strings.TrimSuffix(key, "_one")) {
			name = strings.TrimSuffix(name, "_one") // the form for one of a sentence about a number
		}
		for _, prefix := range []string{"foot_", "lines_type_", "type_", "command_", "undone_", "redone_"} {
			name = strings.TrimPrefix(name, prefix)
		}
		if !used[name] && !slices.Contains(survey.Types(), survey.Type(name)) && !slices.Contains(deeds, survey.RowDeed(name)) {
			t.Errorf("nobody says %s", key)
		}
	}
	for _, key := range words.Keys() {
		if name, own := strings.CutPrefix(key, "look."); own && !used[name] && !used[strings.TrimSuffix(name, "_one")] {
			t.Errorf("nobody says %s", key)
		}
	}
	call := regexp.MustCompile(`\.(tn?|n|rn?)\("([a-z_0-9]+)"[,)]`)
	own := regexp.MustCompile(`\.l\("([a-z_0-9]+)"[,)]`)
	for _, source := range sources(t) {
		for _, m := range own.FindAllStringSubmatch(source, -1) {
			if !words.Has("look." + m[1]) {
				t.Errorf("the catalogue lacks look.%s", m[1])
			}
		}
		for _, m := range call.FindAllStringSubmatch(source, -1) {
			area := map[byte]string{'t': "tui.", 'n': "tui.", 'r': "roster."}[m[1][0]]
			if !words.Has(area + m[2]) {
				t.Errorf("the catalogue lacks %s%s", area, m[2])
			}
		}
	}
}

// deeds are what Undo takes back; each has words for it and for doing it again.
var deeds = []survey.RowDeed{survey.RowsAdded, survey.RowsCopied, survey.RowsDropped, survey.RowsTaken}

func TestEveryDeedHasWords(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, deed := range append(deeds, "nothing") {
			for _, prefix := range []string{"roster.undone_", "roster.redone_"} {
				if !i18n.In(lang).Has(prefix + string(deed)) {
					t.Errorf("%s lacks %s%s", lang, prefix, deed)
				}
			}
		}
	}
}

func sources(t *testing.T) []string {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".go") && !strings.HasSuffix(f.Name(), "_test.go") {
			data, err := os.ReadFile(f.Name())
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(data))
		}
	}
	return texts
}

// No screen of either language shows a key of the catalogue instead of words.
func TestNoScreenShowsACatalogueKey(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, b := range everyDesk(t, lang) {
			for _, key := range []string{"x", "f1", "esc", "f2", "esc", "f3", "esc", "f4", "esc", "f5", "enter"} {
				b.keys(key)
				b.seesNot("tui.", "roster.", "%!", "finding.")
			}
			b.d.In, b.d.Out = strings.NewReader(".?\n"), io.Discard
			if _, err := Lines(context.Background(), *b.d); err != nil {
				t.Error(err)
			}
		}
	}
}
