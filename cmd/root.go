// Package cmd is the command line of itbestand: it wires the engine to files,
// terminals and workbooks, and nothing else does. Each command is a file with
// its options, its cobra command and its run function.
package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"bestand.example/itbestand/survey/i18n"
)

// app is what every command needs: the streams and the words.
type app struct {
	in    io.Reader
	out   *output   // data
	err   io.Writer // words
	words *i18n.Catalogue

	terminal io.Reader // the input as it was handed in, to tell whether somebody sits there
	clicked  bool      // started by a double click on Windows, in a window that closes with the program
	left     bool      // the person quit on the start screen: nothing is left to read

	stop     <-chan struct{} // closed by Ctrl-C
	embedded *sync.Map       // by id: the sets of the program that were read; nil: they are read each time
}

// output remembers the first error of the stream for data, so that each line
// of a listing need not be checked: data that did not arrive is a failure.
type output struct {
	to  io.Writer
	err error
}

// Write implements io.Writer.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.to.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// Main runs the program with its arguments and streams and returns its exit
// code (see the exit codes in errors.go).
func Main(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{in: in, terminal: in, out: &output{to: out}, err: errOut, words: i18n.In(language(args, os.Getenv)), clicked: mousetrap.StartedByExplorer(), embedded: &sync.Map{}, stop: ctx.Done()}
	code := a.report(a.run(ctx, args))
	a.hold()
	return code
}

// dropped takes a survey file that is the only argument for one that was dropped
// on the program, or opened with it: it is to be filled in.
func dropped(args []string) []string {
	if len(args) != 1 || !strings.EqualFold(filepath.Ext(args[0]), ".itb") {
		return args
	}
	if info, err := os.Stat(args[0]); err != nil || info.IsDir() {
		return args
	}
	return []string{"fill", args[0]}
}

// run carries out a command. A mistake of the program is an error like others:
// in a window that closes with the program nobody could read what Go says of it.
func (a *app) run(ctx context.Context, args []string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	root := a.root()
	root.SetArgs(dropped(args))
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	if err := root.ExecuteContext(ctx); err != nil {
		return err
	}
	return a.out.err
}

// hold keeps the window of a double click open until what stands in it is read.
func (a *app) hold() {
	if !a.clicked || a.left {
		return
	}
	fmt.Fprint(a.err, "\n"+a.words.T("start.hold"))
	_, _ = a.lineReader().ReadString('\n') // an end of the input is as good as Enter
}

// language is decided before cobra runs, because its own help needs it.
func language(args []string, env func(string) string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return value
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
		if arg == "--" {
			break
		}
	}
	for _, name := range []string{"LC_ALL", "LANG"} {
		if value := env(name); value != "" {
			if strings.HasPrefix(strings.ToLower(value), "en") {
				return "en"
			}
			break
		}
	}
	return "de"
}

func (a *app) root() *cobra.Command {
	cobra.MousetrapHelpText = ""       // a double click must not end in cobra's own lecture
	cobra.EnableCommandSorting = false // commands stand in the order of the work
	var lang string
	root := a.command("itbestand", "root")
	root.PersistentFlags().StringVar(&lang, "lang", a.words.Lang(), a.words.T("cmd.flag_lang"))
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(i18n.Languages(), lang) {
			return a.usage("language_unknown", lang, strings.Join(i18n.Languages(), ", "))
		}
		return nil
	}
	var start startOptions
	root.Flags().BoolVar(&start.plain, "plain", false, a.words.T("cmd.flag_plain"))
	root.RunE = func(c *cobra.Command, _ []string) error {
		start.plainSet = c.Flags().Changed("plain")
		return a.runStart(c.Context(), start)
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(a.fillCmd(), a.answerCmd(), a.importCmd(), a.showCmd(), a.checkCmd(), a.splitCmd(), a.joinCmd(), a.submitCmd(), a.reopenCmd(), a.upgradeCmd(), a.populationCmd(), a.keygenCmd(), a.inviteCmd(), a.mergeCmd(), a.resolveCmd(), a.queryCmd(), a.measureCmd(), a.forgetCmd(), a.reportCmd(), a.statusCmd(), a.exportCmd(),
		a.questionnaireCmd(), a.demoCmd(), a.versionCmd())
	a.speak(root)
	return root
}

// command makes a cobra command whose words come from the catalogue:
// cmd.NAME_short and, where there is one, cmd.NAME_long.
func (a *app) command(use, name string) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: a.words.T("cmd." + name + "_short"), SilenceErrors: true, SilenceUsage: true,
		DisableFlagsInUseLine: true,
	}
	if key := "cmd." + name + "_long"; a.words.Has(key) {
		c.Long = a.words.T(key)
	}
	return c
}

// speak turns cobra's own words into those of the catalogue.
func (a *app) speak(root *cobra.Command) {
	help := a.command("help", "help")
	help.Hidden = true
	help.RunE = func(c *cobra.Command, args []string) error {
		target, _, err := root.Find(args)
		if err != nil {
			return err
		}
		return target.Help()
	}
	root.SetHelpCommand(help)
	root.SetUsageTemplate(a.words.T("cmd.usage_template"))
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return a.flagError(c, err) })
	for _, c := range append(root.Commands(), root) {
		a.flags(c)
		for _, sub := range c.Commands() {
			a.flags(sub)
		}
	}
}

// flags gives a command its help flag, and keeps pflag from naming defaults in
// English: where one matters, the flag's own words name it.
func (a *app) flags(c *cobra.Command) {
	if c.Flags().Lookup("help") == nil {
		c.Flags().BoolP("help", "h", false, a.words.T("cmd.flag_help"))
	}
	silence := func(f *pflag.Flag) {
		switch f.Value.Type() {
		case "string":
			f.DefValue = ""
		case "int", "uint64":
			f.DefValue = "0"
		}
	}
	c.Flags().VisitAll(silence)
	c.PersistentFlags().VisitAll(silence)
}

// anyNumber of arguments is no limit.
const anyNumber = -1

// args checks the number of arguments.
func (a *app) args(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return a.usage("too_few_arguments", c.UseLine())
		case most != anyNumber && len(args) > most:
			return a.tooMany(c, args[:most], args[most])
		}
		return nil
	}
}

// tooMany refuses an argument that has no place. Where the command writes
// something, it is most likely meant to say where to.
func (a *app) tooMany(c *cobra.Command, before []string, arg string) error {
	if output := c.Flags().Lookup("output"); output != nil && !output.Changed {
		return a.usage("too_many_or_output", arg, c.UseLine(), strings.Join(append([]string{c.CommandPath()}, before...), " "))
	}
	return a.usage("too_many_arguments", arg, c.UseLine(), c.CommandPath())
}
