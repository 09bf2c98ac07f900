package cmd

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export/table"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/tui"
)

type importOptions struct {
	choice
	roster     string
	table      string
	mapping    string
	saveMap    string
	encoding   string
	sheet      string
	duplicates string
	visible    bool
	padKeys    bool
	dryRun     bool
	yes        bool
	json       bool
}

func (a *app) importCmd() *cobra.Command {
	var o importOptions
	c := a.command("import "+a.words.T("cmd.arg_import"), "import")
	c.Args = a.args(3, 3)
	flags := c.Flags()
	flags.StringVar(&o.mapping, "map", "", a.words.T("cmd.flag_import_map"))
	flags.StringVar(&o.saveMap, "save-map", "", a.words.T("cmd.flag_import_save_map"))
	flags.StringVar(&o.encoding, "encoding", "", a.words.T("cmd.flag_import_encoding"))
	flags.StringVar(&o.sheet, "sheet", "", a.words.T("cmd.flag_import_sheet"))
	flags.StringVar(&o.duplicates, "duplicates", "", a.words.T("cmd.flag_import_duplicates"))
	flags.BoolVar(&o.visible, "visible", false, a.words.T("cmd.flag_import_visible"))
	flags.BoolVar(&o.padKeys, "pad-keys", false, a.words.T("cmd.flag_import_pad_keys"))
	flags.BoolVar(&o.dryRun, "dry-run", false, a.words.T("cmd.flag_import_dry_run"))
	flags.BoolVar(&o.yes, "yes", false, a.words.T("cmd.flag_import_yes"))
	flags.BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	flags.StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	flags.IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path, o.roster, o.table, o.write = args[0], args[1], args[2], true
		return a.runImport(o)
	}
	return c
}

func (a *app) runImport(o importOptions) (err error) {
	profile, err := a.profileOf(o)
	if err != nil {
		return err
	}
	if err := a.free(o.saveMap); err != nil {
		return err
	}
	tables, err := readTables(o.table, table.Options{Sheet: o.sheet, Encoding: o.encoding})
	if err != nil {
		return err
	}
	o.write = !o.dryRun
	w, err := a.open(o.choice)
	if err != nil {
		return err
	}
	defer func() { err = w.close(err) }()
	if err := a.writable(w, o.path); err != nil && !o.dryRun {
		return err
	}
	roster, err := a.roster(w.session.Set, o.roster)
	if err != nil {
		return err
	}
	plan := intake.Prepare(w.session, roster, intake.Choose(roster, tables, profile), profile)
	return a.takeOver(o, plan)
}

// takeOver shows what would be taken over and does it, unless that is not
// wanted.
func (a *app) takeOver(o importOptions, plan *intake.Plan) error {
	if !o.json {
		a.preview(plan)
	}
	taken := false
	switch {
	case len(plan.Blocks) > 0, o.dryRun, !plan.Changes():
	case !o.yes && !o.json && a.person():
		agreed, err := a.agreed()
		if err != nil {
			return err
		}
		if !agreed {
			fmt.Fprintln(a.err, a.words.T("import.declined"))
			return nil
		}
		fallthrough
	default:
		found, err := plan.Take()
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return a.fail(exitIncomplete, "answers_refused", len(found))
		}
		taken = true
	}
	if err := a.saveProfile(o.saveMap, plan); err != nil {
		return err
	}
	if o.json {
		if err := a.json(imported(plan, taken, a.words)); err != nil {
			return err
		}
	}
	return a.outcome(o, plan, taken)
}

// outcome says what was done, and decides the exit code: 5 where anything of
// the table is no answer, or found no place.
func (a *app) outcome(o importOptions, plan *intake.Plan, taken bool) error {
	if len(plan.Blocks) > 0 {
		if o.json {
			return told(exitIncomplete)
		}
		return a.fail(exitIncomplete, "import_blocked", survey.CleanLine(o.table))
	}
	if !o.json {
		switch {
		case o.dryRun:
			fmt.Fprintln(a.err, a.words.T("import.rehearsed"))
		case taken:
			fmt.Fprintln(a.err, a.words.T("import.done", plan.Sum(a.words)))
		default:
			fmt.Fprintln(a.err, a.words.T("import.nothing", plan.Sum(a.words)))
		}
	}
	if plan.Left() > 0 || plan.Lost() > 0 {
		return told(exitIncomplete)
	}
	return nil
}

// agreed asks whether to go on.
func (a *app) agreed() (bool, error) {
	fmt.Fprint(a.err, a.words.T("import.ask")+" ")
	line, err := a.nextLine()
	answer := survey.Fold(line) // no answer is no
	return answer != "" && strings.ContainsRune(a.words.T("import.letters_yes"), []rune(answer)[0]), err
}

// roster finds the list that is meant.
func (a *app) roster(set *survey.Questionnaire, name string) (*survey.Question, error) {
	var names []string
	for _, q := range set.Questions() {
		if q.Type != survey.TypeRepeat {
			continue
		}
		if q.Name == name {
			return q, nil
		}
		names = append(names, q.Name)
	}
	return nil, a.nearest("roster_unknown", survey.CleanLine(name), names)
}

// profileOf is the mapping of --map with what the other flags say.
func (a *app) profileOf(o importOptions) (intake.Profile, error) {
	var p intake.Profile
	if o.mapping != "" {
		var err error
		if p, err = a.loadProfile(o.mapping); err != nil {
			return p, err
		}
	}
	if o.sheet != "" {
		p.Sheet = o.sheet
	}
	if o.duplicates != "" {
		p.Duplicates = intake.Policy(o.duplicates)
		if !slices.Contains(intake.Policies(), p.Duplicates) {
			names := []string{}
			for _, policy := range intake.Policies() {
				names = append(names, string(policy))
			}
			return p, a.nearest("duplicates_unknown", survey.CleanLine(o.duplicates), names)
		}
	}
	p.Visible, p.PadKeys = p.Visible || o.visible, p.PadKeys || o.padKeys
	return p, nil
}

// maxProfile is how large a mapping may be, in bytes: one of all values of all
// columns of a list has some hundred kilobytes.
const maxProfile = 4 << 20

// loadProfile reads a mapping. A wrong one is shown with its first mistake.
func (a *app) loadProfile(path string) (intake.Profile, error) {
	switch info, err := os.Stat(path); {
	case err != nil:
		return intake.Profile{}, err
	case !info.Mode().IsRegular() || info.Size() > maxProfile:
		return intake.Profile{}, a.failIn("import", exitUsage, "profile", survey.CleanLine(path), maxProfile>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return intake.Profile{}, err
	}
	p, err := parser.Profile(path, data)
	var wrong *parser.Errors
	if errors.As(err, &wrong) {
		first := wrong.Findings[0]
		return p, a.usage("map", survey.CleanLine(path), first.Line, first.Sentence(a.words))
	}
	return p, err
}

// lists is what the dialogue needs to take existing lists over.
func (a *app) lists() tui.Lists {
	return tui.Lists{
		Read:        func(path string) ([]*intake.Table, error) { return readTables(path, table.Options{}) },
		LoadProfile: a.loadProfile,
		SaveProfile: func(path string, p intake.Profile) error {
			if err := a.free(path); err != nil {
				return err
			}
			return writeProfile(path, p)
		},
	}
}

// free refuses a target that exists, before anything is done for it.
func (a *app) free(path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Lstat(path); err == nil {
		return a.usage("file_exists", survey.CleanLine(path))
	}
	return nil
}

// saveProfile writes the mapping that was used.
func (a *app) saveProfile(path string, plan *intake.Plan) error {
	if path == "" || plan.Header == 0 {
		return nil
	}
	if err := writeProfile(path, plan.Profile); err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("import.map_saved", survey.CleanLine(path)))
	return nil
}

// writeProfile writes a mapping to a new file.
func writeProfile(path string, p intake.Profile) error {
	data, err := parser.WriteProfile(p)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// readTables reads the tables of a file. One that is far too large, and what is
// no file at all, is refused before it is read.
func readTables(path string, o table.Options) ([]*intake.Table, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > table.MaxBytes:
		return nil, table.Unread(path, info.Mode().IsRegular())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return table.Read(path, data, o)
}
