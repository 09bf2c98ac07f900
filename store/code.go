package store

import "bestand.example/itbestand/survey"

// metaCode names the return code of a file: what an invited administration was
// given, to show that a return comes from it.
const metaCode = "code"

// SetReturnCode gives a working file the code that its returns carry. Those of
// anonymous sets carry none.
func (f *File) SetReturnCode(code string) error {
	return f.write(func() error {
		return f.link.exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", metaCode, survey.CleanLine(code))
	})
}

// checkCode holds the code of a return against the register. Responses without
// an administration have none.
func checkCode(path string, foreign *Foreign, codes func(unit string) (string, bool)) error {
	first := foreign.Responses[0]
	if codes == nil || !survey.ValidUnitKey(first.Unit.Key) {
		return nil
	}
	code, invited := codes(first.Unit.Key)
	switch {
	case !invited:
		return fault(CodeNotInvited, path, first.Unit.Key)
	case foreign.code == "":
		return fault(CodeNoCode, path, first.Unit.Key)
	case foreign.code != code:
		return fault(CodeWrongCode, path, first.Unit.Key)
	}
	return nil
}

// succeed finds what became of the administration whose return this is.
func (o *opened) succeed(against checks) {
	if o.foreign.Kind != Return {
		return
	}
	if s, ok := against.territory.Successors(o.foreign.Responses[0].Unit.Key, against.population); ok {
		o.succession = &s
	}
}

// checkListed refuses a return of an administration that is not in the
// population, where there is one, unless a territorial change leads there.
func checkListed(path string, foreign *Foreign, population *survey.Population, territory *survey.Territory) error {
	key := foreign.Responses[0].Unit.Key
	if population == nil || !survey.ValidUnitKey(key) {
		return nil
	}
	if _, succeeded := territory.Successors(key, population); !population.Has(key) && !succeeded {
		return fault(CodeUnknownUnit, path, key)
	}
	return nil
}
