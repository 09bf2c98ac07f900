package survey

import (
	"maps"
	"slices"
)

// ReservedFigures lists the names that no indicator and no field may have,
// because formulas read them as something else.
func ReservedFigures() []string {
	own := []string{scoresFunction, ParameterName, UnitsName, FigureGroup, FigureValue, FigureCount}
	for name := range figureSignatures {
		own = append(own, name)
	}
	return slices.Sorted(slices.Values(slices.Concat(ReservedNames(), own, slices.Collect(maps.Keys(UnitColumns())))))
}
