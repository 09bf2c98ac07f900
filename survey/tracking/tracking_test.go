package tracking_test

import (
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tracking"
)

func returned(release string, incomplete bool) *survey.Response {
	return &survey.Response{Release: release, Incomplete: incomplete}
}

// before is a unit that was formed from others, and has not answered itself.
func before(states ...tracking.State) tracking.Known { return tracking.Known{Before: states} }

func TestState(t *testing.T) {
	done, released, partly := returned("", false), returned("B. Meister", false), returned("B. Meister", true)
	for _, c := range []struct {
		known tracking.Known
		want  tracking.State
	}{
		{tracking.Known{}, tracking.NotInvited},
		{tracking.Known{Invited: true}, tracking.Invited},
		{tracking.Known{Invited: true, Begun: true}, tracking.Begun},
		{tracking.Known{Begun: true, Refused: "beschädigt"}, tracking.Refused},
		{tracking.Known{Refused: "beschädigt", Responses: []*survey.Response{done}}, tracking.HandedIn},
		{tracking.Known{Responses: []*survey.Response{released}}, tracking.Released},
		{tracking.Known{Responses: []*survey.Response{released, done}}, tracking.HandedIn},
		{tracking.Known{Responses: []*survey.Response{released, partly}}, tracking.Incomplete},
		{before(tracking.Released, tracking.Released), tracking.Released},
		{before(tracking.Released, tracking.HandedIn), tracking.HandedIn},
		{before(tracking.Released, tracking.Conflict), tracking.Conflict},
		{before(tracking.Released, tracking.Incomplete), tracking.Begun},
		{before(tracking.Released, tracking.NotInvited), tracking.Begun},
		{before(tracking.Invited, tracking.NotInvited), tracking.Invited},
		{before(tracking.NotInvited), tracking.NotInvited},
		{tracking.Known{Before: []tracking.State{tracking.Released}, Responses: []*survey.Response{partly}}, tracking.Incomplete},
		{tracking.Known{Conflict: true, Responses: []*survey.Response{released, partly}}, tracking.Conflict},
	} {
		if got := c.known.State(); got != c.want {
			t.Errorf("%+v is %s, want %s", c.known, got, c.want)
		}
	}
}

func unit(key, district string, kind survey.UnitType, inhabitants int) survey.Unit {
	return survey.Unit{Key: key, DistrictKey: district, District: "K " + district, Type: kind, Inhabitants: inhabitants}
}

// The inhabitants of a Landkreis live in its municipal units: it is counted for
// itself, and never by size or with the units of its Kreis.
func TestRatesKeepTheTiersApart(t *testing.T) {
	done := tracking.Known{Responses: []*survey.Response{returned("", false)}}
	standings := []tracking.Standing{
		{Unit: unit("16061", "16061", survey.Landkreis, 100_000), Known: done},
		{Unit: unit("160610001", "16061", survey.VerbandsfreieGemeinde, 4_000), Known: done},
		{Unit: unit("160615001", "16061", survey.Verwaltungsgemeinschaft, 6_000)},
		{Unit: unit("160510000", "16051", survey.KreisfreieStadt, 200_000), Known: tracking.Known{Begun: true}},
	}
	total := tracking.Rates(standings, tracking.Total)
	if len(total) != 2 || total[0].Tier != tracking.Municipal || total[0].Units != 3 || total[0].Answered != 1 || total[0].Inhabitants != 210_000 || total[0].InhabitantsAnswered != 4_000 || total[1].Inhabitants != 100_000 {
		t.Errorf("total %+v", total)
	}
	district := tracking.Rates(standings, tracking.ByDistrict)
	if len(district) != 2 || district[1].Key != "16061" || district[1].Name != "K 16061" || district[1].Units != 2 || district[1].States[tracking.NotInvited] != 1 {
		t.Errorf("by Kreis %+v", district)
	}
	kinds := tracking.Rates(standings, tracking.ByType)
	if len(kinds) != 4 || kinds[0].Key != "kreisfreie_stadt" || kinds[2].Key != "verbandsfreie_gemeinde" || kinds[3].Key != "landkreis" {
		t.Errorf("by type %+v", kinds)
	}
	sizes := tracking.Rates(standings, tracking.BySize)
	if len(sizes) != 3 || sizes[0].Key != "3000_4999" || sizes[2].Key != "ab_100000" {
		t.Errorf("by size %+v", sizes)
	}
}

func TestSharesAreUnknownRatherThanWrong(t *testing.T) {
	r := tracking.Rates([]tracking.Standing{{Unit: unit("160610001", "16061", survey.VerbandsfreieGemeinde, 0)}}, tracking.Total)[0]
	if share, known := r.Share(); share != 0 || !known {
		t.Errorf("by units %v %v", share, known)
	}
	if _, known := r.InhabitantShare(); known {
		t.Error("a rate by inhabitants that are not known")
	}
	if _, known := (tracking.Rate{}).Share(); known {
		t.Error("a rate of nobody")
	}
}

// Whatever the standings are, each grouping of the municipal tier adds up to
// its total, and states add up to units.
func TestGroupingsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		standings := rapid.SliceOf(rapid.Custom(func(t *rapid.T) tracking.Standing {
			kind := rapid.SampledFrom(survey.UnitTypes()).Draw(t, "type")
			known := tracking.Known{Begun: rapid.Bool().Draw(t, "begun"), Conflict: rapid.Bool().Draw(t, "conflict")}
			if rapid.Bool().Draw(t, "answered") {
				known.Responses = append(known.Responses, returned("", rapid.Bool().Draw(t, "incomplete")))
			}
			district := rapid.SampledFrom([]string{"16061", "16062", "16051"}).Draw(t, "district")
			return tracking.Standing{Unit: unit("1", district, kind, rapid.IntRange(0, 1000).Draw(t, "inhabitants")), Known: known}
		})).Draw(t, "standings")
		sum := func(by tracking.Grouping, tier tracking.Tier) (all [4]int) {
			for _, r := range tracking.Rates(standings, by) {
				states := 0
				for _, n := range r.States {
					states += n
				}
				if states != r.Units || r.Answered > r.Units || r.InhabitantsAnswered > r.Inhabitants {
					t.Fatalf("%+v", r)
				}
				if r.Tier == tier {
					for i, n := range []int{r.Units, r.Answered, r.Inhabitants, r.InhabitantsAnswered} {
						all[i] += n
					}
				}
			}
			return all
		}
		for _, by := range []tracking.Grouping{tracking.ByDistrict, tracking.ByType, tracking.BySize} {
			if sum(by, tracking.Municipal) != sum(tracking.Total, tracking.Municipal) {
				t.Fatalf("%s does not add up", by)
			}
		}
	})
}
