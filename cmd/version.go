package cmd

import (
	"encoding/json"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Version is the program's version; a release sets it with -ldflags "-X".
var Version = "0.1.0"

// fileFormat is the version of the survey file that this program writes.
const fileFormat = 1

func (a *app) versionCmd() *cobra.Command {
	var asJSON bool
	c := a.command("version", "version")
	c.Args = a.args(0, 0)
	c.Flags().BoolVar(&asJSON, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(*cobra.Command, []string) error { return a.runVersion(asJSON) }
	return c
}

func (a *app) runVersion(asJSON bool) error {
	if !asJSON {
		_, err := fmt.Fprintf(a.out, "itbestand %s\n", Version)
		return err
	}
	info := struct {
		Version string            `json:"version"`
		Format  int               `json:"file_format"`
		Go      string            `json:"go"`
		Modules map[string]string `json:"modules"`
	}{Version: Version, Format: fileFormat, Modules: map[string]string{}}
	if build, ok := debug.ReadBuildInfo(); ok {
		info.Go = build.GoVersion
		for _, m := range build.Deps {
			info.Modules[m.Path] = m.Version
		}
	}
	return a.json(info)
}

// json writes data for a program to read.
func (a *app) json(data any) error {
	e := json.NewEncoder(a.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(data)
}
