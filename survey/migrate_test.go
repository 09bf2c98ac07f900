package survey

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// answering makes answers from "name" or "name[row]" and what is known.
func answering(cells map[string]Answer) *Answers {
	a := NewAnswers()
	for _, at := range slices.Sorted(maps.Keys(cells)) {
		k := Key{Question: at}
		if i := strings.IndexByte(at, '['); i > 0 {
			k.Row = int(at[i+1] - '0')
			k.Question = at[:i]
			a.AddRow("fv", k.Row)
		}
		a.Set(k, cells[at])
	}
	return a
}

// listed writes answers as "name=value" or "name[row]=value".
func listed(a *Answers) string {
	var lines []string
	for _, k := range a.Keys() {
		line := k.Question
		if k.Row > 0 {
			line += "[" + itoa(k.Row) + "]"
		}
		lines = append(lines, line+"="+strings.ReplaceAll(a.Get(k).Value.Text, "\n", "|"))
	}
	for _, r := range a.Rosters() {
		lines = append(lines, fmt.Sprintf("%s:%v", r, a.Rows(r)))
	}
	return strings.Join(lines, " ")
}

func value(kind Kind, text string) Answer { return Answer{Value: Value{kind, text}} }

// recodings is the newer set in which one code is renamed, two become one, and
// the order of the list is turned.
func recodings(d draft) {
	d.step("1.0.0").Recode["betrieb"] = map[string]string{"rz": "dritte", "keiner": "dritte"}
	d.Choices[0].Choices = []Choice{{Name: "dritte", Label: German("Dritte")}, {Name: "eigen", Label: German("Eigenbetrieb")}}
	for _, name := range []string{"art", "arten", "rang"} {
		d.question(name).List = d.Choices[0]
	}
}

func TestMigrate(t *testing.T) {
	for _, test := range []struct {
		name   string
		cells  map[string]Answer
		change func(draft)
		want   string
		left   string
	}{
		{"renamed", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) { d.rename("anzahl", "gesamt") }, "gesamt=3", ""},
		{"gone", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) { d.drop("anzahl") }, "anzahl=3", "anzahl"},
		{"moved", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) { d.put(1, d.drop("anzahl")) }, "anzahl=3", ""},
		{"in two steps", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) {
			d.Version = "1.2.0"
			d.question("anzahl").Name = "gesamt"
			d.step("1.1.0").Rename["zahl"] = "gesamt"
			d.step("1.0.0").Rename["anzahl"] = "zahl"
		}, "gesamt=3", ""},
		{"a step from before", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) {
			d.step("0.9.0").Rename["anzahl"] = "anteil"
		}, "anzahl=3", ""},
		{"roster and column renamed", map[string]Answer{"fv_name[2]": value(KindText, "a"), "fv_kosten[2]": value(KindNumber, "5")}, func(d draft) {
			d.rename("fv", "verfahren")
			d.rename("fv_name", "v_name")
			d.question("fv_haupt").ChoicesFrom = "verfahren"
		}, "fv_kosten[2]=5 v_name[2]=a verfahren:[2]", ""},
		{"roster gone", map[string]Answer{"fv_name[2]": value(KindText, "a")}, func(d draft) {
			d.drop("fv")
			d.drop("fv_haupt")
		}, "fv_name[2]=a fv:[2]", "fv fv_name[2]"},
		{"column outside", map[string]Answer{"fv_kosten[1]": value(KindNumber, "5")}, func(d draft) { d.put(1, d.drop("fv_kosten")) },
			"fv_kosten@1.0.0[1]=5 fv:[1]", "fv_kosten@1.0.0[1]"},
		{"column of another roster", map[string]Answer{"fv_kosten[1]": value(KindNumber, "5")}, func(d draft) {
			d.put(1, &Question{Name: "cloud", Type: TypeRepeat, Questions: []*Question{d.drop("fv_kosten")}})
		}, "fv_kosten@1.0.0[1]=5 fv:[1]", "fv_kosten@1.0.0[1]"},
		{"renamed into a roster", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) {
			d.rename("anzahl", "fv_anzahl")
			roster := d.question("fv")
			roster.Questions = append(roster.Questions, d.drop("fv_anzahl"))
		}, "anzahl@1.0.0=3", "anzahl@1.0.0"},
		{"roster to text", map[string]Answer{"fv": {Value: NoRows}}, func(d draft) {
			d.question("fv").Type, d.question("fv").Questions = TypeText, nil
			d.drop("fv_haupt")
		}, "fv@1.0.0=keine", "fv@1.0.0"},
		{"renamed onto another", map[string]Answer{"anzahl": value(KindNumber, "3"), "anteil": value(KindNumber, "5")}, func(d draft) {
			d.drop("anteil")
			d.rename("anzahl", "anteil")
		}, "anteil=3 anteil@1.0.0=5", "anteil@1.0.0"},
		{"renamed onto another, itself unanswered", map[string]Answer{"anteil": value(KindNumber, "5")}, func(d draft) {
			d.drop("anteil")
			d.rename("anzahl", "anteil")
		}, "anteil@1.0.0=5", "anteil@1.0.0"},
		{"a name from before is taken", map[string]Answer{"anzahl": value(KindNumber, "3"), "zahl": value(KindText, "alt")},
			func(d draft) { d.rename("anzahl", "zahl") }, "zahl=3 zahl@1.0.0=alt", "zahl@1.0.0"},
		{"a question from before is there again", map[string]Answer{"frueher": value(KindText, "alt")},
			func(d draft) { d.put(0, &Question{Name: "frueher", Type: TypeText}) }, "frueher=alt", ""},
		{"recoded", map[string]Answer{
			"art": value(KindCode, "rz"), "arten": value(KindCodes, "eigen rz keiner"), "rang": value(KindRanking, "keiner eigen rz"),
		}, recodings, "art=dritte arten=dritte eigen rang=dritte eigen", ""},
		{"own words stay", map[string]Answer{"art": value(KindCode, "sonstiges\nganz anders")}, recodings, "art=sonstiges|ganz anders", ""},
		{"recoded in two steps", map[string]Answer{"art": value(KindCode, "rz")}, func(d draft) {
			recodings(d)
			d.Version = "1.2.0"
			d.step("1.0.0").Recode["betrieb"] = map[string]string{"rz": "dienstleister", "keiner": "dienstleister"}
			d.step("1.1.0").Recode["betrieb"] = map[string]string{"dienstleister": "dritte"}
		}, "art=dritte", ""},
		{"a code without a place", map[string]Answer{"art": value(KindCode, "keiner")}, func(d draft) {
			d.Choices[0].Choices = d.Choices[0].Choices[:2]
		}, "art=keiner", ""},
		{"row of a matrix recoded", map[string]Answer{"m_kfz": value(KindNumber, "7")}, func(d draft) {
			d.step("1.0.0").Recode["bereich"] = map[string]string{"kfz": "verkehr"}
			d.Choices[1].Choices[0].Name, d.question("m_kfz").Choice.Name, d.question("m_kfz").Name = "verkehr", "verkehr", "m_verkehr"
		}, "m_verkehr=7", ""},
		{"number to text", map[string]Answer{"anteil": value(KindNumber, "12.5")}, func(d draft) { d.question("anteil").Type = TypeText }, "anteil=12,5", ""},
		{"choice to text", map[string]Answer{"art": value(KindCode, "rz")}, func(d draft) { d.question("art").Type, d.question("art").Other = TypeText, nil },
			"art=Rechenzentrum", ""},
		{"lines to text", map[string]Answer{"notiz": value(KindText, "a\n\nb")}, func(d draft) { d.question("notiz").Type = TypeText }, "notiz=a / b", ""},
		{"number to decimal", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) { d.question("anzahl").Type = TypeDecimal }, "anzahl=3", ""},
		{"entry to calculation", map[string]Answer{"anzahl": value(KindNumber, "3")}, func(d draft) {
			q := d.question("anzahl")
			q.Type, q.Override, q.Calculation, q.Estimate = TypeCalculate, true, &Expression{Source: "1 + 1"}, false
		}, "anzahl@1.0.0=3", "anzahl@1.0.0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, d, answers := published().compiled(t), next(), answering(test.cells)
			test.change(d)
			set := d.compiled(t)
			got, _ := Migrate(old, set, answers)
			if listed(got) != test.want {
				t.Errorf("got  %s\nwant %s", listed(got), test.want)
			}
			var left []string
			for _, k := range Leftover(set, got) {
				left = append(left, strings.TrimSuffix(fmt.Sprintf("%s[%d]", k.Question, k.Row), "[0]"))
			}
			if strings.Join(left, " ") != test.left {
				t.Errorf("left over are %v, want %s", left, test.left)
			}
		})
	}
}

// Left over is what nobody is asked for: answers at a calculation that is not
// replaced, outside of the row that they belong in, in a row that is not there.
func TestLeftover(t *testing.T) {
	d := next()
	d.put(0, &Question{Name: "summe", Type: TypeCalculate, Calculation: &Expression{Source: "1 + 1"}})
	a := answering(map[string]Answer{
		"summe": value(KindNumber, "3"), "m": value(KindText, "x"), "fv_name": value(KindText, "x"), "fv_name[1]": value(KindText, "x"),
		"anzahl": value(KindNumber, "3"), "fv": {Comment: "x"},
	})
	a.Set(Key{"anzahl", 4}, value(KindNumber, "4"))
	a.Set(Key{"fv_name", 2}, value(KindText, "x"))
	want := []Key{{"anzahl", 4}, {"fv_name", 0}, {"fv_name", 2}, {"m", 0}, {"summe", 0}}
	if left := Leftover(d.compiled(t), a); !slices.Equal(left, want) {
		t.Errorf("left over are %v, want %v", left, want)
	}
}

// What stands beside a value goes with it; a mark that the question does not
// take any more becomes a remark.
func TestMigrateKeepsMarks(t *testing.T) {
	d := next()
	d.rename("anzahl", "gesamt")
	d.question("gesamt").Estimate = false
	full := Answer{Value: Value{KindNumber, "3"}, Estimate: true, Comment: "gezählt", Acknowledged: "stimmt", Draft: "4,x"}
	got, _ := Migrate(published().compiled(t), d.compiled(t), answering(map[string]Answer{"anzahl": full, "anteil": {Missing: "spaeter"}}))
	full.Estimate, full.Comment = false, "gezählt\nDie Angabe war als geschätzt gekennzeichnet."
	if a := got.Get(Key{Question: "gesamt"}); a != full {
		t.Errorf("got %+v", a)
	}
	if a := got.Get(Key{Question: "anteil"}); a != (Answer{Missing: "spaeter"}) {
		t.Errorf("got %+v", a)
	}
}

// Own words whose code became a choice of the list are kept beside it.
func TestMigrateKeepsOwnWords(t *testing.T) {
	d := next()
	d.question("art").Other = nil
	d.step("1.0.0").Recode["betrieb"] = map[string]string{OtherCode: "rz"}
	got, _ := Migrate(published().compiled(t), d.compiled(t), answering(map[string]Answer{"art": value(KindCode, "sonstiges\nbei der Stadt")}))
	want := Answer{Value: Value{KindCode, "rz"}, Comment: "bei der Stadt"}
	if a := got.Get(Key{Question: "art"}); a != want {
		t.Errorf("got %+v", a)
	}
}

// The steps tell what happened, with the number of answers, and nothing that
// concerned none.
func TestMigrateTellsItsSteps(t *testing.T) {
	d := next()
	recodings(d)
	d.rename("anzahl", "gesamt")
	d.drop("notiz")
	d.drop("rang")
	d.question("fv_name").Label = German("Wie heißt es?")
	d.put(1, &Question{Name: "neu", Type: TypeText})
	_, steps := Migrate(published().compiled(t), d.compiled(t), answering(map[string]Answer{
		"anzahl": value(KindNumber, "3"), "art": value(KindCode, "rz"), "arten": value(KindCodes, "rz keiner"), "notiz": value(KindText, "x"),
		"fv_name[1]": value(KindText, "a"), "fv_name[4]": value(KindText, "b"),
	}))
	var got []string
	for _, s := range steps {
		got = append(got, fmt.Sprintf("%d %s", s.Answers, said([]Difference{s.Difference})))
	}
	want := []string{
		"1 question_renamed gesamt anzahl", "2 label_changed fv_name", "0 question_new neu text", "1 question_gone notiz",
		"2 choice_recoded  betrieb rz dritte", "1 choice_recoded  betrieb keiner dritte",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// No row that is added after the move gets the number of one that was deleted
// before.
func TestMigrateKeepsRowNumbers(t *testing.T) {
	set, d := published().compiled(t), next()
	a := answering(map[string]Answer{"fv_name[1]": value(KindText, "a"), "fv_name[2]": value(KindText, "b")})
	a.DeleteRow(set.Question("fv"), 2)
	got, _ := Migrate(set, d.compiled(t), a)
	if got.NextRow("fv") != 3 {
		t.Errorf("the next row is %d", got.NextRow("fv"))
	}
}

// change is one thing that a newer version may do to the published set.
var changes = []func(draft){
	recodings,
	func(d draft) { d.rename("anzahl", "gesamt") },
	func(d draft) { d.rename("arten", "betriebsarten") },
	func(d draft) { d.rename("fv_name", "fv_titel") },
	func(d draft) { d.drop("notiz") },
	func(d draft) { d.drop("fv_kosten") },
	func(d draft) { d.put(1, d.drop("stufe")) },
	func(d draft) { d.put(0, d.drop("m")) },
	func(d draft) { d.question("anteil").Type = TypeText },
	func(d draft) { d.drop("m_bau") },
	func(d draft) { d.put(0, &Question{Name: "neu", Type: TypeText}) },
}

// Whatever a newer version does, each answer is there afterwards exactly once,
// rows too; nothing of it is handed in that is not asked; and to move again
// changes nothing.
func TestMigrateLosesNothing(t *testing.T) {
	old := published().compiled(t)
	rapid.Check(t, func(rt *rapid.T) {
		answers, d := randomAnswers(rt), next()
		for i, change := range changes {
			if rapid.Bool().Draw(rt, fmt.Sprintf("change %d", i)) {
				change(d)
			}
		}
		set, before := d.compiled(t), answers.Clone()
		got, _ := Migrate(old, set, answers)
		if !reflect.DeepEqual(before, answers) {
			rt.Fatal("migrating changed the older answers")
		}
		if x, y := comments(before), comments(got); !slices.Equal(x, y) {
			rt.Fatalf("the answers were %v and are %v", x, y)
		}
		if !slices.Equal(before.Rows("fv"), got.Rows("fv")) || before.NextRow("fv") != got.NextRow("fv") {
			rt.Fatalf("the rows were %v and are %v", before.Rows("fv"), got.Rows("fv"))
		}
		again, steps := Migrate(set, set, got)
		if !reflect.DeepEqual(got, again) || len(steps) > 0 {
			rt.Fatalf("to move again gives %s and %v, not %s", listed(again), steps, listed(got))
		}
		next, _ := HandIn(set, &Response{ID: "x", Unit: Unit{Key: "99001"}, Answers: got}, "", true)
		if left := Leftover(set, next.Answers); len(left) > 0 {
			rt.Fatalf("handed in were %v", left)
		}
		fresh := NewAnswers()
		for _, k := range got.Keys() {
			if !slices.Contains(Leftover(set, got), k) {
				fresh.Set(k, got.Get(k))
			}
		}
		for _, row := range got.Rows("fv") {
			fresh.AddRow("fv", row)
		}
		if x, y := ResponseDigest(set, &Response{Answers: got}), ResponseDigest(set, &Response{Answers: fresh}); x != y {
			rt.Fatal("what is left over changes the digest")
		}
		x, y := Assess(set, &Response{Answers: got}), Assess(set, &Response{Answers: fresh})
		if !reflect.DeepEqual(x.Findings(), y.Findings()) || !reflect.DeepEqual(x.status, y.status) {
			rt.Fatal("what is left over changes what is asked or found")
		}
	})
}

// randomAnswers answers some questions of the published set; each answer has a
// comment of its own.
func randomAnswers(t *rapid.T) *Answers {
	values := map[string][]Value{
		"anzahl": {{KindNumber, "0"}, {KindNumber, "42"}}, "anteil": {{KindNumber, "12.5"}},
		"art":   {{KindCode, "eigen"}, {KindCode, "rz"}, {KindCode, "sonstiges\nx"}},
		"arten": {{KindCodes, "eigen"}, {KindCodes, "rz keiner"}, {KindCodes, "eigen rz keiner"}},
		"rang":  {{KindRanking, "keiner rz eigen"}}, "stufe": {{KindCode, "3"}}, "notiz": {{KindText, "a\nb"}},
		"m_kfz": {{KindNumber, "1"}}, "m_bau": {{KindNumber, "2"}},
	}
	a := NewAnswers()
	for _, name := range sortedKeys(values) {
		if rapid.Bool().Draw(t, name) {
			a.Set(Key{Question: name}, Answer{Value: rapid.SampledFrom(values[name]).Draw(t, "value"), Comment: name})
		}
	}
	for row := 1; row <= rapid.IntRange(0, 3).Draw(t, "rows"); row++ {
		a.AddRow("fv", row)
		a.Set(Key{"fv_name", row}, Answer{Value: TextValue("n"), Comment: "fv_name" + itoa(row)})
		a.Set(Key{"fv_kosten", row}, Answer{Value: Value{KindNumber, "9"}, Comment: "fv_kosten" + itoa(row)})
	}
	return a
}

// comments lists the comments of all answers that have a value: they tell the
// answers apart, whatever became of their names and codes.
func comments(a *Answers) []string {
	var all []string
	for _, k := range a.Keys() {
		if !a.Get(k).Value.IsZero() {
			all = append(all, a.Get(k).Comment)
		}
	}
	slices.Sort(all)
	return all
}
