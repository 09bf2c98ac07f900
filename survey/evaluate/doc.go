// Package evaluate computes what an evaluation says: indicators and their
// levels, fields of action, measures and tables, over the responses of many
// units. It is pure.
//
// It goes over the units one after the other and computes what belongs to one
// row, one response or one unit; of the answers it keeps only what formulas about
// groups read. Then it computes what belongs to groups of units. Every result can
// say which answers it comes from, and none of them is a number where the answers
// do not determine one: the unknown leaves numerator and denominator, and is
// counted beside.
//
// Landkreise are a tier of their own, because their inhabitants live in the
// municipal units too: no figure of units mixes both tiers.
package evaluate
