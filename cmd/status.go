package cmd

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

type statusOptions struct {
	path      string
	reminders string // path of the list for a mail merge
	json      bool
}

func (a *app) statusCmd() *cobra.Command {
	var o statusOptions
	c := a.command("status "+a.words.T("cmd.arg_central"), "status")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.reminders, "reminders", "", a.words.T("status.flag_reminders"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path = args[0]
		return a.runStatus(c.Context(), o)
	}
	return c
}

func (a *app) runStatus(ctx context.Context, o statusOptions) (err error) {
	central, err := a.openCentralAs(o.path, false)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	f, err := a.trackFieldwork(ctx, central)
	if err != nil {
		return err
	}
	if o.reminders != "" {
		n, err := a.writeReminders(o.reminders, f)
		if err != nil {
			return err
		}
		fmt.Fprintln(a.err, a.words.T("status.reminders", n, survey.CleanLine(o.reminders)))
	}
	if o.json {
		return a.json(statusOf(f))
	}
	a.sayStatus(f)
	return nil
}
