package cmd

import (
	"errors"
	"fmt"
	"os"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/population"
)

// loadPopulation reads a list of administrations. What is wrong with it is told
// row by row.
func (a *app) loadPopulation(path string) (*survey.Population, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	units, err := population.Read(data)
	var wrong *population.Error
	if errors.As(err, &wrong) {
		fmt.Fprint(a.err, wrong.Render(a.words))
		return nil, a.usage("population_wrong", survey.CleanLine(path), len(wrong.Problems))
	}
	return &survey.Population{Units: units}, err
}

// readPopulation reads the list that a choice names.
func (a *app) readPopulation(c *choice) (err error) {
	if c.population != "" {
		c.units, err = a.loadPopulation(c.population)
	}
	return err
}

// sayUnknownUnit tells that questions are left out because nothing but the key
// of the administration is known.
func (a *app) sayUnknownUnit(w *working) {
	if u := w.session.Response.Unit; survey.ValidUnitKey(u.Key) && u.Inhabitants == 0 && w.set.ReadsUnit() {
		a.say("unit_unknown", u.Key)
	}
}
