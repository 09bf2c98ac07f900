package survey

import "testing"

// What a figure rests on is what is known in the lists that it sums up; what
// only counts rests on all.
func TestBaseOf(t *testing.T) {
	for source, want := range map[string]string{
		`len(fv)`: "", `len(distinct(map(fv, .fv_produkt)))`: "",
		`mean(map(units, .kz13))`:                           `known(map(units, .kz13))`,
		`100 * share(map(units, .d == "ja"))`:               `known(map(units, .d == "ja"))`,
		`sum(fv, .n)`:                                       `known(map(fv, .n))`,
		`count(od, .kz16 == 0)`:                             `known(map(od, .kz16 == 0))`,
		`ratio(map(fv, .a), map(fv, .b))`:                   `known(map(fv, .a), map(fv, .b))`,
		`quartile(map(fv, .a), 1)`:                          `known(map(fv, .a))`,
		`count(F, .a >= 0) >= 5 ? mean(map(F, .a)) : 0 / 0`: `known(map(F, .a))`,
		`mean(map(F, .a)) - mean(map(F, .b))`:               `min(known(map(F, .a)), known(map(F, .b)))`,
		`mean(map(F, .a)) / (1 + mean(map(F, .a)))`:         `known(map(F, .a))`,
		`round(100 * share(map(filter(v, .x == 1), .y)))`:   `known(map(filter(v, .x == 1), .y))`,
		`1 +`: "",
	} {
		if got := baseOf(source); got != want {
			t.Errorf("%s rests on %q, not %q", source, got, want)
		}
	}
}

// An element counts where it is known, a pair where both are; of a list that is
// not known nobody can say.
func TestCountKnown(t *testing.T) {
	list := func(values ...any) any { return values }
	for _, c := range []struct {
		lists []any
		want  any
	}{
		{[]any{list(1, nil, "x", false)}, rat(3)}, {[]any{list()}, rat(0)}, {[]any{nil}, nil},
		{[]any{list(1, 2, nil), list(nil, 2, 3)}, rat(1)}, {[]any{list(1, 2), nil}, rat(0)},
	} {
		got := countKnown(c.lists)
		if c.want == nil && got != nil || c.want != nil && (got == nil || number1(got) != number1(c.want)) {
			t.Errorf("%v: %v, not %v", c.lists, got, c.want)
		}
	}
}

func number1(v any) string {
	n, _ := number(v)
	return n.String()
}
