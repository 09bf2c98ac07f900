package store

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestPopulationTravelsInWorkingAndCentralFilesOnly(t *testing.T) {
	at := in(t)
	o := languageOffice(t, at("a.itb"))
	must(t, o.file.Close())
	f, err := Open(at("a.itb"), anna, noon)
	must(t, err)
	defer f.Close()
	o.file = f
	if r := load(t, o); r.Population == nil || !slices.Equal(r.Population.Units, partners().Units) {
		t.Errorf("population %+v", r.Population)
	}
	o.submit(at("r.itb"))
	if bytes.Contains(read(t, at("r.itb")), []byte("Altenburger Land")) {
		t.Error("the return holds the population")
	}
	foreign, err := onlyRead(context.Background(), at("a.itb"), nil)
	must(t, err)
	if foreign.Kind != Working || foreign.Responses[0].Population != nil {
		t.Errorf("read as %s with %v", foreign.Kind, foreign.Responses[0].Population)
	}
	central := languageCentral(t, o.set, at("z.itb"))
	must(t, central.SetPopulation(partners()))
	_, err = central.Merge(context.Background(), []string{at("r.itb")}, languageOptions(o.set))
	must(t, err)
	held, err := central.Responses()
	must(t, err)
	if r, _, err := central.Load(held[0].Nr); err != nil || r.Population != nil {
		t.Errorf("in a central file a response is checked against the population: %v", err)
	}
	if p, err := central.Population(); err != nil || len(p.Units) != 3 {
		t.Errorf("population %+v (%v)", p, err)
	}
}

func TestPopulationIsReplacedWhole(t *testing.T) {
	o := languageOffice(t, in(t)("a.itb"))
	load(t, o)
	must(t, o.file.SetPopulation(&survey.Population{Units: []survey.Unit{{Key: jena, Name: "Jena"}}}))
	if r := load(t, o); len(r.Population.Units) != 1 {
		t.Errorf("population %+v", r.Population)
	}
	twice := &survey.Population{Units: []survey.Unit{{Key: jena}, {Key: jena}}}
	wantCode(t, o.file.SetPopulation(twice), CodeBadUnit)
	wantCode(t, o.file.SetPopulation(&survey.Population{Units: []survey.Unit{{Key: "Jena"}}}), CodeBadUnit)
	if r := load(t, o); len(r.Population.Units) != 1 {
		t.Error("a refused population replaced the one before")
	}
	must(t, o.file.SetPopulation(nil))
	if r := load(t, o); r.Population != nil {
		t.Error("the population is still there")
	}
}

func TestReturnWithAPopulationIsRefused(t *testing.T) {
	_, good := goodReturn(t)
	bad := crafted(t, good, "INSERT INTO population VALUES (1, '160530000', 'Jena', '', '', '', 0, 0, '')")
	_, err := readBytes(t, bad)
	wantCode(t, err, CodeDamaged)
}
