package survey

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey/i18n"
)

// lostOf writes losses as "kind name[row]=answer".
func lostOf(lost []Loss) string {
	var all []string
	for _, l := range lost {
		place := l.Question.Name
		if l.Row > 0 {
			place += "[" + itoa(l.Row) + "]"
		}
		all = append(all, string(l.Kind)+" "+place+"="+l.Shown(i18n.In("de")))
	}
	return strings.Join(all, ", ")
}

func TestCarry(t *testing.T) {
	for _, test := range []struct {
		name   string
		cells  map[string]Answer
		change func(draft)
		want   string
		lost   string
	}{
		{"renamed", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) { d.rename("anzahl", "gesamt") }, "gesamt=3", ""},
		{"gone", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) { d.drop("anzahl") }, "", "gone anzahl=3"},
		{"a reason gone", map[string]Answer{"anzahl": {Missing: "spaeter", Comment: "ab Mai"}}, func(d draft) { d.drop("anzahl") }, "", "gone anzahl=spaeter\nab Mai"},
		{"a reason that is not taken any more", map[string]Answer{"anzahl": {Missing: "spaeter", Comment: "ab Mai"}}, func(draft) {}, "anzahl=", "unfit anzahl=spaeter\nab Mai"},
		{"roster gone", map[string]Answer{"fv_name[2]": value(KindText, "a"), "fv_name[5]": value(KindText, "b")}, func(d draft) {
			d.drop("fv")
			d.drop("fv_haupt")
		}, "fv:[2 5]", "gone fv_name[1]=a, gone fv_name[2]=b"},
		{"column outside", map[string]Answer{"fv_kosten[1]": value(KindNumber, "5")}, func(d draft) { d.put(1, d.drop("fv_kosten")) }, "fv:[1]", "gone fv_kosten[1]=5"},
		{"a code without a place", map[string]Answer{"art": value(KindCode, "keiner"), "arten": value(KindCodes, "eigen keiner")}, func(d draft) {
			d.Choices[0].Choices = d.Choices[0].Choices[:2]
		}, "", "unfit art=keiner, unfit arten=Eigenbetrieb; keiner"},
		{"another type", map[string]Answer{"notiz": {Value: TextValue("viele"), Comment: "geschätzt"}}, func(d draft) { d.question("notiz").Type = TypeInteger },
			"notiz=", "unfit notiz=viele\ngeschätzt"},
		{"not asked any more", map[string]Answer{"anzahl": value(KindNumber, "3"), "anteil": value(KindNumber, "12.5")}, func(d draft) {
			d.question("anteil").Relevant = &Expression{Source: "anzahl > 5"}
		}, "anteil=12.5 anzahl=3", "unasked anteil=12,5"},
		{"not asked, because what it hangs on is lost", map[string]Answer{"notiz": value(KindText, "x"), "anteil": value(KindNumber, "12.5")}, func(d draft) {
			d.question("notiz").Type = TypeInteger
			d.question("anteil").Relevant = &Expression{Source: "answered(anzahl)"}
		}, "anteil=12.5", "unasked anteil=12,5, unfit notiz=x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, d := published().compiled(t), next()
			test.change(d)
			set := d.compiled(t)
			r := &Response{ID: "x", SetID: "it", SetVersion: "1.0.0", SetDigest: "old", Digest: "received", Answers: answering(test.cells)}
			got, lost := Carry(old, set, r)
			if listed(got.Answers) != test.want || lostOf(lost) != test.lost {
				t.Errorf("got  %s\nwant %s\nlost %s\nwant %s", listed(got.Answers), test.want, lostOf(lost), test.lost)
			}
			if got.SetVersion != "1.1.0" || got.SetDigest != "new" || got.Digest != "received" || got.ID != "x" {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// A loss of a private question says so, and no label quotes another answer.
func TestLossOfPrivateAnswers(t *testing.T) {
	d := published()
	d.question("fv").Personal = true
	d.question("notiz").Sensitive = true
	d.question("anzahl").Label = German("Wie viele davon (${notiz})?")
	newer := next()
	newer.drop("fv")
	newer.drop("fv_haupt")
	newer.drop("notiz")
	newer.drop("anzahl")
	_, lost := Carry(d.compiled(t), newer.compiled(t), &Response{Answers: answering(map[string]Answer{
		"fv_name[1]": value(KindText, "Frau A"), "notiz": value(KindText, "geheim"), "anzahl": value(KindNumber, "3"),
	})})
	if len(lost) != 3 || lost[0].Private() || !lost[1].Private() || !lost[2].Private() {
		t.Fatalf("lost %s", lostOf(lost))
	}
	if label := lost[0].Label("de"); label != "Wie viele davon (…)?" {
		t.Errorf("the label is %q", label)
	}
}

// Whatever a newer version does, each answer that was handed in is either asked
// and valid there or named as lost, never both; the response stays as it was;
// and carrying a response to the newest version itself changes nothing.
func TestCarryNamesWhatItLoses(t *testing.T) {
	old := published().compiled(t)
	more := append(slices.Clone(changes),
		func(d draft) { d.Choices[0].Choices = d.Choices[0].Choices[:1] },
		func(d draft) { d.question("stufe").Relevant = &Expression{Source: "1 > 2"} },
	)
	rapid.Check(t, func(rt *rapid.T) {
		answers, d := randomAnswers(rt), next()
		for i, change := range more {
			if rapid.Bool().Draw(rt, fmt.Sprintf("change %d", i)) {
				change(d)
			}
		}
		set, before := d.compiled(t), answers.Clone()
		r := &Response{ID: "x", SetVersion: old.Version, Unit: Unit{Key: "99001"}, Answers: answers}
		got, lost := Carry(old, set, r)
		if !reflect.DeepEqual(before, answers) || r.SetVersion != old.Version {
			rt.Fatal("carrying changed what was handed in")
		}
		shown, ev := []string{}, Assess(set, got)
		for _, k := range ev.Active().Keys() {
			a := got.Answers.Get(k)
			if f := set.Question(k.Question).Validate(a.Value); f != nil {
				rt.Fatalf("%v is shown and does not fit: %v", k, f)
			}
			if !a.Value.IsZero() {
				shown = append(shown, a.Comment)
			}
		}
		for _, l := range lost {
			shown = append(shown, l.answer.Comment)
		}
		slices.Sort(shown)
		if want := comments(before); !slices.Equal(shown, want) {
			rt.Fatalf("handed in were %v, shown or named are %v", want, shown)
		}
		if again, none := Carry(set, set, got); again != got || len(none) > 0 {
			rt.Fatal("a response to the newest version was carried")
		}
	})
}
