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

// checkListed refuses a return of an administration that is not in the
// population, where there is one.
func checkListed(path string, foreign *Foreign, population *survey.Population) error {
	key := foreign.Responses[0].Unit.Key
	if population == nil || !survey.ValidUnitKey(key) {
		return nil
	}
	if _, listed := population.Unit(key); !listed {
		return fault(CodeUnknownUnit, path, key)
	}
	return nil
}
