package survey

import (
	"testing"

	"pgregory.net/rapid"
)

// Responses that are handed in together: what did not change stays the same
// revision, what did gets one that is higher than any before.
func TestHandingInTogetherRaisesOnlyWhatChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := randomSet(t)
		set.Many = true
		var all []*Response
		open := map[*Response]bool{} // handed in as incomplete
		incomplete := func(r *Response) bool { return open[r] }
		highest := 0
		for range rapid.IntRange(1, 5).Draw(t, "rounds") {
			changes := map[int]bool{len(all): true}
			all = append(all, &Response{ID: itoa(len(all)), Unit: Project(), Answers: NewAnswers()})
			for i, r := range all {
				if rapid.Bool().Draw(t, "changes") {
					open[r], changes[i], r.Closed = !open[r], true, false
				}
			}
			next, changed := HandInAll(set, all, unreleased, incomplete)
			if !changed {
				t.Fatal("a new response, and nothing changed")
			}
			for i, n := range next {
				switch {
				case changes[i] && n.Revision != highest+1:
					t.Fatalf("%d changed and has revision %d after %d", i, n.Revision, highest)
				case !changes[i] && (n.Revision != all[i].Revision || n.Digest != all[i].Digest):
					t.Fatalf("%d did not change, and is another revision", i)
				}
			}
			highest++
			for i, n := range next {
				*all[i] = *n
			}
			if again, changed := HandInAll(set, all, unreleased, incomplete); changed || ReturnDigest(set, again) != ReturnDigest(set, next) {
				t.Fatal("handed in again without a change, and it is another return")
			}
		}
	})
}

// Whoever releases what is open does not release what was handed in before.
func TestReleasesAreNotGivenForWhatIsClosed(t *testing.T) {
	set := &Questionnaire{ID: "s", Version: "1.0.0", Many: true}
	done := &Response{ID: "1", Unit: Project(), Answers: NewAnswers()}
	incomplete := func(*Response) bool { return false }
	by := func(name string) func(*Response) string { return func(*Response) string { return name } }
	first, _ := HandInAll(set, []*Response{done}, by("Anna"), incomplete)
	both, _ := HandInAll(set, []*Response{first[0], {ID: "2", Unit: Project(), Answers: NewAnswers()}}, by("Berta"), incomplete)
	if both[0] != first[0] || both[0].Release != "Anna" || both[1].Release != "Berta" || both[1].Revision != 2 {
		t.Errorf("%+v, %+v", both[0], both[1])
	}
	again, changed := HandInAll(set, both, by("Carla"), incomplete)
	if !changed || again[0].Release != "Carla" {
		t.Error("all are closed, and another release is passed over in silence")
	}
}

func TestVeiledUnitsTellKreisAndSizeOnly(t *testing.T) {
	u := Unit{Key: "160530000", Name: "Jena", Type: KreisfreieStadt, DistrictKey: "16053", District: "Jena", Inhabitants: 110_000, Members: 1}
	v := u.Veiled()
	if v != (Unit{DistrictKey: "16053", District: "Jena", Class: "ab_100000"}) || v.SizeClass() != u.SizeClass() || v.SizeClassLabel() != u.SizeClassLabel() {
		t.Errorf("%+v", v)
	}
	if v.Veiled() != v {
		t.Error("veiled twice is another unit")
	}
	anonymous, project, plain := &Questionnaire{Anonymous: true}, &Questionnaire{Project: true}, &Questionnaire{}
	for _, c := range []struct {
		set  *Questionnaire
		unit Unit
		fits bool
	}{
		{anonymous, v, true}, {anonymous, Unit{}, true}, {anonymous, u, false}, {anonymous, Project(), false}, {anonymous, Unit{Name: "Jena"}, false},
		{project, Project(), true}, {project, u, false}, {plain, u, true}, {plain, v, false}, {plain, Project(), false},
	} {
		if c.set.Fits(c.unit) != c.fits {
			t.Errorf("%+v: %+v fits %v", c.set, c.unit, !c.fits)
		}
	}
}

func unreleased(*Response) string { return "" }
