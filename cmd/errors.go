package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/export/table"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// Exit codes. Scripts use them; they never change their meaning.
const (
	exitDone        = 0   // done; hints, and demo's planted conflicts, do not count
	exitInternal    = 1   // a mistake of the program
	exitUsage       = 2   // wrong use, or a target that exists
	exitSet         = 3   // a question set is wrong
	exitRefused     = 4   // a file was refused
	exitIncomplete  = 5   // answers incomplete or invalid
	exitBusy        = 6   // the file is in use
	exitMedium      = 7   // medium full, read-only or gone
	exitKey         = 8   // no file could be opened with the keys given
	exitNewer       = 9   // made by a newer version
	exitPartly      = 10  // done in part: refused files or conflicts, listed
	exitInterrupted = 130 // Ctrl-C; answers are saved
)

// failure is an error with its exit code, in words: what happened and where,
// and what to do. A failure without a message was told already.
type failure struct {
	code    int
	key     string // of the catalogue, without its area
	message string
	hint    string
	cause   error
}

func (f *failure) Error() string { return f.message }
func (f *failure) Unwrap() error { return f.cause }

// text is the failure for a screen that has no two lines for it.
func (f *failure) text() string { return strings.TrimSpace(f.message + " " + f.hint) }

// fail makes a failure from the catalogue: cmd.error_KEY, and cmd.hint_KEY
// where there is one. The hint gets the same arguments.
func (a *app) fail(code int, key string, args ...any) *failure {
	return a.failIn("cmd", code, key, args...)
}

// failIn is fail for words of another area of the catalogue.
func (a *app) failIn(area string, code int, key string, args ...any) *failure {
	f := &failure{code: code, key: key, message: a.with(area+".error_"+key, args)}
	if hint := area + ".hint_" + key; a.words.Has(hint) {
		f.hint = a.with(hint, args)
	}
	return f
}

// with fills a text of the catalogue with as many arguments as it takes: a
// message may need fewer than its hint, and a hint fewer than its message.
func (a *app) with(key string, args []any) string {
	return a.words.T(key, args[:min(len(args), arguments(a.words.Text(key)))]...)
}

// arguments counts how many arguments a text of the catalogue names.
func arguments(text string) int {
	most := 0
	for _, m := range regexp.MustCompile(`%\[(\d)\]`).FindAllStringSubmatch(text, -1) {
		most = max(most, int(m[1][0]-'0'))
	}
	return most
}

func (a *app) usage(key string, args ...any) *failure { return a.fail(exitUsage, key, args...) }

// say gives a hint that is no error: cmd.hint_KEY.
func (a *app) say(key string, args ...any) {
	fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), a.words.T("cmd.hint_"+key, args...))
}

// told is a failure whose particulars stand on the screen already.
func told(code int) *failure { return &failure{code: code} }

// report says what went wrong and gives the exit code. It is the one place
// where errors become words and numbers.
func (a *app) report(err error) int {
	if err == nil {
		return exitDone
	}
	var f *failure
	if !errors.As(err, &f) {
		f = a.explain(err)
	}
	if f.message != "" {
		fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.error"), survey.Clean(f.message))
	}
	if f.hint != "" {
		fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), survey.Clean(f.hint))
	}
	return f.code
}

// explain finds the words and the code for an error of another package.
func (a *app) explain(err error) *failure {
	if errors.Is(err, context.Canceled) {
		return a.fail(exitInterrupted, "interrupted")
	}
	if f := a.explainCobra(err); f != nil {
		return f
	}
	if f := a.explainSet(err); f != nil {
		return f
	}
	if f := a.explainFile(err); f != nil {
		return f
	}
	if f := a.explainBook(err); f != nil {
		return f
	}
	if f := a.explainUpdate(err); f != nil {
		return f
	}
	if f := a.explainTable(err); f != nil {
		return f
	}
	if f := a.explainPath(err); f != nil {
		return f
	}
	return a.fail(exitInternal, "internal", err.Error())
}

// explainBook finds the words for a workbook that was not written.
func (a *app) explainBook(err error) *failure {
	var f *export.Error
	if !errors.As(err, &f) {
		return nil
	}
	code := exitUsage
	switch f.Code {
	case export.Unwritable, export.Locked, export.NoSpace:
		code = exitMedium
	case export.UnknownSet:
		code = exitSet
	}
	return &failure{code: code, message: f.Say(a.words), hint: f.Hint(a.words), cause: err}
}

// explainTable finds the words for a list that was not read.
func (a *app) explainTable(err error) *failure {
	var f *table.Error
	if !errors.As(err, &f) {
		return nil
	}
	code := exitRefused
	if f.Misuse() {
		code = exitUsage
	}
	return &failure{code: code, message: f.Say(a.words), hint: f.Hint(a.words), cause: err}
}

// explainPath finds the words for what the operating system said of a file
// that is none of the store's: the receipt, the workbook, a question set.
func (a *app) explainPath(err error) *failure {
	var p *fs.PathError
	var renamed *os.LinkError
	switch {
	case errors.As(err, &p):
	case errors.As(err, &renamed):
		p = &fs.PathError{Op: renamed.Op, Path: renamed.New, Err: renamed.Err}
	default:
		return nil
	}
	name := survey.CleanLine(p.Path)
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOSPC):
		return a.fail(exitMedium, "file_access", name, a.errno(p.Err))
	}
	return a.usage("file_access", name, a.errno(p.Err))
}

// errno puts the usual errors of operating systems into words.
func (a *app) errno(err error) string {
	for _, known := range []struct {
		err error
		key string
	}{
		{fs.ErrNotExist, "missing"}, {fs.ErrPermission, "permission"}, {syscall.EROFS, "readonly"}, {syscall.ENOSPC, "full"},
		{syscall.EISDIR, "directory"}, {syscall.ENOTDIR, "not_directory"}, {syscall.EPIPE, "pipe"},
	} {
		if errors.Is(err, known.err) {
			return a.words.T("cmd.errno_" + known.key)
		}
	}
	return survey.CleanLine(err.Error())
}

var unknownCommand = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^unknown command "([^"]*)" for`) })

// explainCobra translates cobra's own errors.
func (a *app) explainCobra(err error) *failure {
	m := unknownCommand().FindStringSubmatch(err.Error())
	if m == nil {
		return nil
	}
	var names []string
	for _, c := range a.root().Commands() {
		names = append(names, c.Name())
	}
	return a.nearest("command_unknown", m[1], names)
}

var unknownFlag = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^unknown (?:shorthand )?flag: (?:'.' in )?(-{1,2}\S+)`)
})

func (a *app) flagError(c *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	m := unknownFlag().FindStringSubmatch(err.Error())
	if m == nil {
		return a.flagValue(err.Error())
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return a.nearest("flag_unknown", m[1], names)
}

// explainFile finds the words for what a survey file met.
func (a *app) explainFile(err error) *failure {
	var f *store.Error
	if !errors.As(err, &f) {
		return nil
	}
	codes := map[store.Class]int{
		store.ClassInternal: exitInternal, store.ClassUsage: exitUsage, store.ClassBusy: exitBusy,
		store.ClassMedium: exitMedium, store.ClassNewer: exitNewer, store.ClassRefused: exitRefused,
	}
	message, hint := f.Say(a.words)
	code := codes[f.Class()]
	switch {
	case code == exitRefused:
		hint = a.words.T("cmd.hint_own_file") // not one that somebody sent
	case f.Code == store.CodeSetDiffers:
		code = exitSet
	}
	return &failure{code: code, key: string(f.Code), message: message, hint: hint, cause: err}
}

var (
	flagNeeds  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^flag needs an argument: (?:'.' in )?(-{1,2}\S+)`) })
	flagNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^invalid argument "(.*)" for "(.*)" flag`) })
)

// flagValue translates what pflag says of a value.
func (a *app) flagValue(message string) error {
	if m := flagNeeds().FindStringSubmatch(message); m != nil {
		return a.usage("flag_needs", m[1])
	}
	if m := flagNumber().FindStringSubmatch(message); m != nil && strings.Contains(message, "ParseBool") {
		return a.usage("flag_bare", survey.CleanLine(m[1]), m[2])
	} else if m != nil {
		return a.usage("flag_number", survey.CleanLine(m[1]), m[2])
	}
	return a.usage("flag_value", survey.CleanLine(message))
}

// nearest is a failure that names what was probably meant.
func (a *app) nearest(key, word string, names []string) *failure {
	f := a.usage(key, word)
	if near := survey.Nearest(word, names); near != "" {
		f.hint = a.words.T("cmd.did_you_mean", near)
	} else if len(names) > 0 {
		f.hint = a.words.T("cmd.possible_are", strings.Join(names, ", "))
	}
	return f
}
