package survey

import "testing"

// What a part knows of other sections can come from a forged file. Whatever it
// is, it is a value that conditions know, or none.
func TestForgedFactsAreNoValues(t *testing.T) {
	for name, f := range map[string]Fact{
		"no code":           {Value: Value{KindCode, ""}},
		"only own words":    {Value: Value{KindCode, "\nx"}},
		"two codes":         {Value: Value{KindCode, "a b"}},
		"huge number":       {Value: Value{KindNumber, "1e999999"}},
		"hexadecimal":       {Value: Value{KindNumber, "0x10"}},
		"huge fraction":     {Value: Value{}, Exact: "1e999999"},
		"division by zero":  {Value: Value{}, Exact: "1/0"},
		"no date":           {Value: Value{KindDate, "2025-13-41"}},
		"of no known kind":  {Value: Value{Kind(99), "x"}},
		"rows as an answer": {Value: NoRows},
	} {
		f.State = StateAnswered
		if got := f.value(); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
	exact := Fact{State: StateAnswered, Value: Value{KindNumber, "0.33"}, Exact: "1/3"}
	if got, ok := number(exact.value()); !ok || got.RatString() != "1/3" {
		t.Errorf("a fraction is %v", got)
	}
}
