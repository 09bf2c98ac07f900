package survey

import "testing"

// withRows is a set with two lists, and a question whose choices are rows of
// one of them.
func withRows(t *testing.T, version, from string, kind Type) *Questionnaire {
	t.Helper()
	list := func(name string) *Question {
		return &Question{Name: name, Type: TypeRepeat, ItemLabel: German("${" + name + "_n}"), Questions: []*Question{{Name: name + "_n", Type: TypeText}}}
	}
	w := &Question{Name: "w", Type: kind, ChoicesFrom: from}
	if kind == TypeText {
		w.ChoicesFrom = ""
	}
	set := &Questionnaire{ID: "x", Version: version, Sections: []*Section{{Name: "s", Questions: []*Question{list("r"), list("q"), w}}}}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	return set
}

// A reference to a row means that row. Where the choices become other rows, it
// is kept aside; where they become a text, it is the row's name.
func TestMigrateKeepsTheMeaningOfRows(t *testing.T) {
	a := NewAnswers()
	for _, name := range []string{"r", "q"} {
		a.AddRow(name, 1)
		a.AddRow(name, 2)
		a.Set(Key{name + "_n", 1}, Answer{Value: TextValue(name + " eins")})
		a.Set(Key{name + "_n", 2}, Answer{Value: TextValue(name + " zwei")})
	}
	a.Set(Key{Question: "w"}, Answer{Value: Value{KindCode, "2"}})
	old := withRows(t, "1.0.0", "r", TypeSelectOne)

	same, _ := Migrate(old, withRows(t, "1.1.0", "r", TypeSelectOne), a)
	if got := same.Get(Key{Question: "w"}).Value.Text; got != "2" {
		t.Errorf("the same list: %q", got)
	}
	other, _ := Migrate(old, withRows(t, "1.1.0", "q", TypeSelectOne), a)
	if got := other.Get(Key{Question: "w"}); !got.IsZero() {
		t.Errorf("another list: %+v means a row of it now", got)
	}
	if got := other.Get(Key{Question: "w@1.0.0"}).Value.Text; got != "2" {
		t.Errorf("another list: kept aside is %q", got)
	}
	text, _ := Migrate(old, withRows(t, "1.1.0", "r", TypeText), a)
	if got := text.Get(Key{Question: "w"}).Value; got != TextValue("r zwei") {
		t.Errorf("a text: %q", got.Text)
	}
}
