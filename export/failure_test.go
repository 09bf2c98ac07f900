package export

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Whatever goes wrong: no workbook, no leftover beside it, no answers in
// temporary files, and what was there before is as it was.
func TestAFailedExportLeavesNothingBehind(t *testing.T) {
	set, sets := small(t)
	good := answers(t, set, 0, "ganz", "1")
	broken := errors.New("the central file ended")
	for name, c := range map[string]struct {
		book Book
		code ErrorCode
		err  error
	}{
		"error of the caller": {book: bookThat(sets, func(yield func(Response) error) error {
			if err := yield(Response{Response: good}); err != nil {
				return err
			}
			return broken
		}), err: broken},
		"unknown set":       {book: book([]*survey.Questionnaire{realSet(t)}, good), code: UnknownSet},
		"nothing to export": {book: Book{}, code: NoResponses},
	} {
		temp, dir := t.TempDir(), t.TempDir()
		t.Setenv("TMPDIR", temp)
		t.Setenv("TMP", temp)
		path := filepath.Join(dir, "mappe.xlsx")
		if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Write(path, "", c.book, i18n.In("de"))
		var e *Error
		switch {
		case c.err != nil && err != c.err:
			t.Errorf("%s: %v", name, err)
		case c.err == nil && (!errors.As(err, &e) || e.Code != c.code):
			t.Errorf("%s: %v", name, err)
		}
		if data, err := os.ReadFile(path); err != nil || string(data) != "old" {
			t.Errorf("%s: the old file is %q (%v)", name, data, err)
		}
		expectFiles(t, dir, "mappe.xlsx")
		expectFiles(t, temp)
	}
}

func bookThat(sets []*survey.Questionnaire, responses func(func(Response) error) error) Book {
	return Book{Sets: sets, Responses: responses}
}

func expectFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%s holds %v, want %v", dir, got, want)
	}
}

func TestEX09ATargetThatCannotBeReplacedIsNamed(t *testing.T) {
	set, sets := small(t)
	b := book(sets, answers(t, set, 0))
	dir := t.TempDir()
	path := filepath.Join(dir, "mappe.xlsx")
	if err := os.MkdirAll(filepath.Join(path, "voll"), 0o700); err != nil { // stands for a file that Excel holds
		t.Fatal(err)
	}
	_, err := Write(path, "", b, i18n.In("de"))
	var e *Error
	if !errors.As(err, &e) || e.Code != Locked || e.Args[0] != path {
		t.Errorf("%v", err)
	}
	expectFiles(t, dir, "mappe.xlsx")
	_, err = Write(filepath.Join(dir, "fehlt", "mappe.xlsx"), "", b, i18n.In("de"))
	if !errors.As(err, &e) || e.Code != Unwritable {
		t.Errorf("%v", err)
	}
}

func TestAWorkbookReplacesTheOneBefore(t *testing.T) {
	set, sets := small(t)
	path := filepath.Join(t.TempDir(), "mappe.xlsx")
	for _, n := range []int{0, 1} {
		if _, err := Write(path, "", book(sets, answers(t, set, n)), i18n.In("de")); err != nil {
			t.Fatal(err)
		}
	}
	checkPackage(t, path)
	expectFiles(t, filepath.Dir(path), "mappe.xlsx")
}

func TestTooManyColumnsAreRefusedByName(t *testing.T) {
	set := &survey.Questionnaire{ID: "breit", Short: "BR", Version: "1.0.0", Sections: []*survey.Section{{Name: "s"}}}
	list := &survey.ChoiceList{Name: "lang"}
	for i := range longList {
		list.Choices = append(list.Choices, survey.Choice{Name: fmt.Sprint("c", i), Label: survey.German("x")})
	}
	for i := range maxColumns / longList { // with the key columns, too many
		set.Sections[0].Questions = append(set.Sections[0].Questions, &survey.Question{Name: fmt.Sprint("f", i), Type: survey.TypeSelectMultiple, List: list})
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	_, err := Write(filepath.Join(t.TempDir(), "mappe.xlsx"), "", book([]*survey.Questionnaire{set}, answers(t, set, 0)), i18n.In("de"))
	var e *Error
	if !errors.As(err, &e) || e.Code != TooWide || e.Args[0] != "Daten_BR_Codes" {
		t.Errorf("%v", err)
	}
}

func TestEveryErrorHasASentenceAndAHint(t *testing.T) {
	for code, args := range map[ErrorCode]int{Unwritable: 1, Locked: 1, NoSpace: 1, UnknownSet: 3, TooWide: 3, TooLarge: 1, NoResponses: 0} {
		e := &Error{Code: code, Args: []string{"eins\x1b", "zwei", "drei"}[:args]}
		for _, lang := range i18n.Languages() {
			words := i18n.In(lang)
			for _, s := range []string{e.Say(words), e.Hint(words)} {
				if s == "" || strings.HasPrefix(s, "export.") || strings.Contains(s, "%!") || strings.Contains(s, "\x1b") {
					t.Errorf("%s, %s: %q", lang, code, s)
				}
			}
		}
	}
}

func TestAFolderIsRemovedWithAllThatIsInIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a")
	if err := os.MkdirAll(filepath.Join(dir, "b", "c"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"1", "b/2", "b/c/3"} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // the second time there is none
		if err := RemoveFolder(dir); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Lstat(dir); !os.IsNotExist(err) {
		t.Errorf("still there: %v", err)
	}
}
