package cmd

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
)

type submitOptions struct {
	choice
	dir        string
	release    string
	released   bool // the release was given; otherwise that of last time stands
	incomplete bool
	force      bool
}

func (a *app) submitCmd() *cobra.Command {
	var o submitOptions
	c := a.command("submit "+a.words.T("cmd.arg_file"), "submit")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().StringVarP(&o.dir, "output", "o", "", a.words.T("cmd.flag_out_dir"))
	c.Flags().StringVar(&o.release, "released-by", "", a.words.T("cmd.flag_released_by"))
	c.Flags().BoolVar(&o.incomplete, "incomplete", false, a.words.T("cmd.flag_incomplete"))
	c.Flags().BoolVar(&o.force, "force", false, a.words.T("cmd.flag_force"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path, o.write, o.released = args[0], true, c.Flags().Changed("released-by")
		o.whole = true
		return a.runSubmit(o)
	}
	return c
}

func (a *app) runSubmit(o submitOptions) (err error) {
	if err := a.mustExist(o.path); err != nil {
		return err
	}
	if utf8.RuneCountInString(o.release) > survey.MaxRelease {
		return a.usage("release_long", survey.MaxRelease)
	}
	w, err := a.open(o.choice)
	if err != nil {
		return err
	}
	defer func() { err = closing(w.file, err) }()
	if w.file.Kind() == store.Part {
		return a.failIn("join", exitUsage, "submit", survey.CleanLine(o.path), a.back(w))
	}
	if w.set.Anonymous && o.release != "" {
		return a.usage("release_anonymous", w.set.ID)
	}
	if err := a.knowUnit(w, o); err != nil {
		return err
	}
	all, err := w.siblings()
	if err != nil {
		return err
	}
	if err := a.ready(all, o); err != nil {
		return err
	}
	receipt, err := a.handIn(w, all, o)
	if err != nil {
		return err
	}
	fmt.Fprint(a.out, receipt)
	return nil
}

// knowUnit makes sure that the unit is known.
func (a *app) knowUnit(w *working, o submitOptions) error {
	if w.session.Response.Unit.Key != "" || w.set.Anonymous {
		return nil
	}
	return a.askUnit(w, o)
}

// ready makes sure that nothing is open in what is handed in now.
func (a *app) ready(all []*working, o submitOptions) error {
	open, unfit := 0, 0
	pending := survey.Pending(responsesOf(all))
	for _, one := range all {
		if !slices.Contains(pending, one.session.Response) {
			continue
		}
		todo := one.session.Assessment().Todo()
		blocks := todo.Settle
		refused := slices.DeleteFunc(slices.Clone(blocks), func(f survey.Finding) bool {
			return f.Code != survey.Invalid && f.Code != survey.MissingRefused && f.Code != survey.RowGone
		})
		open, unfit = open+len(blocks), unfit+len(refused)
		if o.incomplete {
			blocks = refused
		}
		title := a.words.T("cmd.check_blocks")
		if one.nth > 0 {
			title = a.words.T("cmd.response_nth", one.nth) + " – " + title
		}
		a.list(title, one.session, blocks, true)
		if !o.incomplete {
			a.later(one.session, todo.Later)
		}
	}
	switch {
	case o.incomplete && unfit > 0:
		return a.fail(exitIncomplete, "unfit", unfit)
	case !o.incomplete && open > 0:
		return a.fail(exitIncomplete, "incomplete", open)
	}
	return nil
}

// askUnit asks for the unit where somebody can answer.
func (a *app) askUnit(w *working, o submitOptions) error {
	if !a.onScreen() {
		return a.usage("unit_open", argument(o.path))
	}
	fmt.Fprint(a.err, a.words.T("cmd.ask_unit"))
	line, err := a.nextLine()
	if err != nil {
		return err
	}
	key := strings.TrimSpace(line)
	switch {
	case key == "":
		return a.usage("unit_open", argument(o.path))
	case !survey.ValidUnitKey(key):
		return a.usage("unit_key", survey.CleanLine(key))
	}
	o.unit = key
	if err := a.enterUnit(w.file, w.set, o.choice); err != nil {
		return err
	}
	unit, err := w.file.Unit()
	if err == nil {
		w.session.SetUnit(unit)
	}
	return err
}

// handIn writes the return and its receipt, and gives the receipt's text. The
// revision is recorded before the return is written: should that fail, handing
// in again writes the very same return.
func (a *app) handIn(w *working, all []*working, o submitOptions) (string, error) {
	next := nextRevisions(w, all, o)
	dir := o.dir
	if dir == "" {
		dir = filepath.Dir(o.path)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	recipients, err := a.recipientsOf(w.file)
	if err != nil {
		return "", err
	}
	target := filepath.Join(dir, returnName(w.set, next))
	if len(recipients) > 0 {
		target += sealedEnding
	}
	digest := survey.ReturnDigest(w.session.Set, next)
	headers := map[int64]*survey.Response{}
	for i, one := range all {
		before := one.session.Response
		if !before.Closed || before.Digest != next[i].Digest {
			headers[one.nr] = next[i]
		}
	}
	if err := w.file.MarkSubmitted(headers, w.file.Who(), time.Now()); err != nil {
		return "", err
	}
	same, err := stands(w, next, digest, target, len(recipients) > 0)
	if err != nil {
		return "", err
	}
	if same {
		fmt.Fprintln(a.err, a.words.T("cmd.submit_unchanged"))
	} else if err := writeReturn(w, next, digest, target, recipients, o.force); err != nil {
		return "", err
	}
	receipt := a.receipt(w, all, next, target, recipients)
	return receipt, writeWhole(strings.TrimSuffix(strings.TrimSuffix(target, sealedEnding), ".itb")+".txt", []byte("\ufeff"+strings.ReplaceAll(receipt, "\n", "\r\n")))
}

// nextRevisions are the responses as they are handed in now. Without a new
// release each keeps its own.
func nextRevisions(w *working, all []*working, o submitOptions) []*survey.Response {
	unfinished := map[*survey.Response]bool{}
	for _, one := range all {
		unfinished[one.session.Response] = o.incomplete && !one.session.Assessment().Complete()
	}
	release := func(r *survey.Response) string {
		if o.released {
			return o.release
		}
		return r.Release
	}
	responses := responsesOf(all)
	if w.nth == 0 {
		next, _ := survey.HandIn(w.session.Set, responses[0], release(responses[0]), unfinished[responses[0]])
		return []*survey.Response{next}
	}
	next, _ := survey.HandInAll(w.session.Set, responses, release, func(r *survey.Response) bool { return unfinished[r] })
	return next
}

func responsesOf(all []*working) []*survey.Response {
	responses := make([]*survey.Response, len(all))
	for i, one := range all {
		responses[i] = one.session.Response
	}
	return responses
}

// returnName names the file of a return. That of an anonymous response tells
// nothing but that it is one.
func returnName(set *loadedSet, next []*survey.Response) string {
	if set.Anonymous {
		return fmt.Sprintf("rueckgabe_%s_%s.itb", set.ID, next[0].ID[:8])
	}
	if next[0].FollowUp != nil {
		return fmt.Sprintf("rueckgabe_%s_%s%s_r%d_nachtrag.itb", next[0].Unit.Key, set.ID, amongMany(set, next[0]), revisionOf(next))
	}
	return fmt.Sprintf("rueckgabe_%s_%s_r%d.itb", next[0].Unit.Key, set.ID, revisionOf(next))
}

// revisionOf is the revision of a return: the highest one in it.
func revisionOf(responses []*survey.Response) int {
	revision := 0
	for _, r := range responses {
		revision = max(revision, r.Revision)
	}
	return revision
}

// sealedEnding follows the name of a return that is sealed.
const sealedEnding = ".age"

// writeReturn writes a return, sealed where there are recipients, and remembers
// the sealed file.
func writeReturn(w *working, next []*survey.Response, digest, target string, recipients []seal.Recipient, force bool) error {
	if err := w.file.WriteReturn(w.session.Set, next, target, sealing(recipients), force); err != nil || len(recipients) == 0 {
		return err
	}
	sum, err := fileSum(target)
	if err != nil {
		return err
	}
	return w.file.NoteSealed(filepath.Base(target), digest, sum)
}

func fileSum(path string) (string, error) {
	data, err := os.ReadFile(path)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), err
}

// stands reports whether the very same return lies at the target already. The
// same response gives the same bytes; sealed it does not, but the file is
// remembered.
func stands(w *working, responses []*survey.Response, digest, target string, sealed bool) (bool, error) {
	sum, err := fileSum(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case sealed:
		return w.file.IsSealed(filepath.Base(target), digest, sum)
	}
	dir, err := os.MkdirTemp("", "itbestand-")
	if err != nil {
		return false, err
	}
	defer export.RemoveFolder(dir)
	again := filepath.Join(dir, filepath.Base(target))
	if err := w.file.WriteReturn(w.session.Set, responses, again, nil, false); err != nil {
		return false, err
	}
	now, err := fileSum(again)
	return err == nil && sum == now, err
}
