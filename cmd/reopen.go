package cmd

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

func (a *app) reopenCmd() *cobra.Command {
	var o choice
	c := a.command("reopen "+a.words.T("cmd.arg_file"), "reopen")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path, o.write = args[0], true
		return a.runReopen(o)
	}
	return c
}

// runReopen makes a response that was handed in writable again; the next
// return is then a new revision.
func (a *app) runReopen(o choice) (err error) {
	if err := a.mustExist(o.path); err != nil {
		return err
	}
	w, err := a.open(o)
	if err != nil {
		return err
	}
	defer func() { err = closing(w.file, err) }()
	if w.session.Response.Closed {
		if err := w.file.Reopen(w.nr, w.file.Who(), time.Now()); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.err, a.words.T("cmd.reopened", w.title(a.words.Lang()), w.argument(o.path)))
	return nil
}

// writable refuses a response that was handed in and not reopened.
func (a *app) writable(w *working, path string) error {
	if w.session.Response.Closed {
		return a.usage("closed", w.title(a.words.Lang()), w.argument(path))
	}
	return nil
}
