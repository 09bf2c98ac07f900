package cmd

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export/table"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
	"bestand.example/itbestand/survey/population"
)

// maxRegisterCells is how many cells Destatis' register may have: one edition
// has some 16,000 rows of 20 columns.
const maxRegisterCells = 1_000_000

type populationOptions struct {
	path   string
	output string
	lands  []string
	force  bool
}

func (a *app) populationCmd() *cobra.Command {
	c := a.command("population", "population")
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	c.AddCommand(a.populationImportCmd())
	return c
}

func (a *app) populationImportCmd() *cobra.Command {
	var o populationOptions
	c := a.command("import "+a.words.T("population.arg_register"), "population_import")
	c.Args = a.args(1, 1)
	c.Flags().StringVarP(&o.output, "output", "o", "", a.words.T("population.flag_output"))
	c.Flags().StringSliceVar(&o.lands, "land", nil, a.words.T("population.flag_land"))
	c.Flags().BoolVar(&o.force, "force", false, a.words.T("cmd.flag_force"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path = args[0]
		return a.runPopulationImport(o)
	}
	return c
}

// runPopulationImport makes the list of administrations out of Destatis'
// register of municipalities.
func (a *app) runPopulationImport(o populationOptions) error {
	switch _, err := os.Lstat(o.output); {
	case o.output == "":
		return a.usage("population_output")
	case err == nil && !o.force:
		return a.usage("population_exists", survey.CleanLine(o.output))
	}
	data, err := os.ReadFile(o.path)
	if err != nil {
		return err
	}
	sheets, err := table.Read(o.path, data, table.Options{MaxCells: maxRegisterCells})
	if err != nil {
		return err
	}
	units, err := readRegister(sheets, o.lands)
	var wrong *population.Error
	if errors.As(err, &wrong) {
		fmt.Fprint(a.err, wrong.Render(a.words))
		return a.usage("population_wrong", survey.CleanLine(o.path), len(wrong.Problems))
	}
	if err != nil {
		return err
	}
	if err := writePopulation(o.output, units); err != nil {
		return err
	}
	a.sayPopulation(o.output, units)
	return nil
}

// readRegister reads the first sheet that is the register; a workbook has others
// beside it. Where none is, what is wrong with the longest tells most.
func readRegister(sheets []*intake.Table, lands []string) ([]survey.Unit, error) {
	var failure error
	rows := -1
	for _, sheet := range sheets {
		units, err := population.Register(cellsOf(sheet), lands)
		if err == nil {
			return units, nil
		}
		if len(sheet.Rows) > rows {
			failure, rows = err, len(sheet.Rows)
		}
	}
	return nil, failure
}

// cellsOf are the cells of a sheet as text, a blank row where the sheet has one.
func cellsOf(t *intake.Table) [][]string {
	var rows [][]string
	for _, r := range t.Rows {
		for len(rows) < r.Number-1 {
			rows = append(rows, nil)
		}
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = c.Text
		}
		rows = append(rows, cells)
	}
	return rows
}

// writePopulation writes the list with commas, as the program and Power Query
// read it. Keys are text: who opens it in Excel imports them so.
func writePopulation(path string, units []survey.Unit) error {
	records := [][]string{{"schluessel", "name", "typ", "kreis_schluessel", "kreis", "einwohner", "mitglieder"}}
	for _, u := range units {
		records = append(records, []string{u.Key, guarded(u.Name), string(u.Type), u.DistrictKey, guarded(u.District), strconv.Itoa(u.Inhabitants), strconv.Itoa(u.Members)})
	}
	data, err := csvTable(records)
	if err != nil {
		return err
	}
	return writeWhole(path, data)
}

func (a *app) sayPopulation(path string, units []survey.Unit) {
	counts := map[survey.UnitType]int{}
	for _, u := range units {
		counts[u.Type]++
	}
	var parts []string
	for _, t := range survey.UnitTypes() {
		if counts[t] > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", t.Label(), counts[t]))
		}
	}
	fmt.Fprintln(a.err, a.words.T("population.written", len(units), survey.CleanLine(path), strings.Join(parts, ", ")))
}
