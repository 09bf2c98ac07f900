package cmd_test

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"bestand.example/itbestand/cmd"
)

// TestMain lets the scripts run the real program as "itbestand": the test
// binary is it, when called by that name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"itbestand": func() {
			ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM) // as main does
			status := cmd.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
			notePeak()
			os.Exit(status)
		},
	})
}

// The scripts are interviews with the command line; each begins with what it
// shows. `code N command` expects an exit code.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "de_DE.UTF-8")
			env.Setenv("LC_ALL", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":     code,
			"truncate": truncate,
			"digest":   digest,
			"short":    short,
			"sheet":    sheetText,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// code runs a command and expects its exit code.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command [args...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		var ok bool
		if got, ok = exitStatus(err); !ok {
			ts.Fatalf("%v", err)
		}
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, expected %s", got, args[0])
	}
}

// truncate cuts a file to half its length.
func truncate(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	info, err := os.Stat(path)
	ts.Check(err)
	ts.Check(os.Truncate(path, info.Size()/2))
}
