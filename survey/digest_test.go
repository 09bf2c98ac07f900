package survey

import "testing"

// The golden example of the documentation: whoever writes the canonical text
// by hand and hashes it with sha256sum gets these digests; they were computed
// by another program than this one.
func TestDigestGoldenExample(t *testing.T) {
	set := goldenSet(t)
	r := &Response{ID: "not in it", Unit: Unit{Key: "990610001", Name: "nor this"}, Revision: 2, Release: "Erika Muster, Leitung", Answers: NewAnswers()}
	put := func(name string, row int, a Answer) { r.Answers.Set(Key{name, row}, a) }
	put("ap_gesamt", 0, Answer{Value: Value{KindNumber, "120"}, Estimate: true, Comment: "laut Inventar"})
	put("cloud", 0, Answer{Value: Value{KindCodes, "mail office"}, Draft: "nor a draft"})
	put("grund", 0, Answer{Value: TextValue("not relevant, so not in it")})
	r.Answers.AddRow("fv", 7)
	r.Answers.AddRow("fv", 3)
	put("fv_produkt", 3, Answer{Value: TextValue("Straßenkataster")})
	put("fv_produkt", 7, Answer{Missing: "unbekannt"})
	for _, c := range []struct{ what, got, want string }{
		{"set", set.Digest, goldenSetDigest},
		{"response", ResponseDigest(set, r), goldenResponseDigest},
		{"central", CentralDigest([][2]string{{"b", "2"}, {"a", "1"}}, nil), goldenCentralDigest},
		{"short", ShortDigest(goldenResponseDigest), goldenShortDigest},
	} {
		if c.got != c.want {
			t.Errorf("%s digest: got %s, want %s", c.what, c.got, c.want)
		}
	}
}

const (
	goldenSetDigest      = "2a3ce88dc488969d037774819f60e7c8754dac68987cc89740c03902674a31c3"
	goldenResponseDigest = "0f2c01ef0edafd730313ce23b9e176cd5a7022aa12143fbee4e906d1b4fafae2"
	goldenCentralDigest  = "4a175d033c503f8290078cda7bb8265fcb790512cfcb3510421e5f7cf9692e3b"
	goldenShortDigest    = "0F2C-01EF-0EDA-FD73-0313"
)

// The golden example of a supplement, computed as those above.
func TestSupplementDigestGoldenExample(t *testing.T) {
	s := &Response{
		ID: "00112233445566778899aabbccddeeff", Unit: Unit{Key: "990610001"}, Revision: 3, Release: "Erika Muster, Leitung", Answers: NewAnswers(),
		FollowUp: &FollowUp{Base: goldenResponseDigest, Revision: 2, Questions: []string{"ap_gesamt", "fv_produkt"}, Texts: map[string]string{"ap_gesamt": "not in it"}},
	}
	s.Share = s.FollowUp.Alone()
	s.Answers.Set(Key{"ap_gesamt", 0}, Answer{Value: Value{KindNumber, "130"}, Comment: "ohne Schulen"})
	s.Answers.AddRow("fv", 7)
	s.Answers.AddRow("fv", 3)
	s.Answers.Set(Key{"fv_produkt", 3}, Answer{Value: TextValue("Straßenkataster")})
	s.Answers.Set(Key{"fv_produkt", 7}, Answer{Missing: "unbekannt"})
	const golden = "a7a084e3d856492774198cefa64dd7111673d135c83bbac5ff6062efd8cf8458"
	if got := ResponseDigest(goldenSet(t), s); got != golden {
		t.Errorf("got %s, want %s", got, golden)
	}
}

func goldenSet(t *testing.T) *Questionnaire {
	t.Helper()
	cloud := &ChoiceList{Name: "cloud", Choices: []Choice{{Name: "mail"}, {Name: "office"}}}
	set := &Questionnaire{ID: "golden", Short: "G", Version: "1.0.0", Sections: []*Section{{Name: "s", Questions: []*Question{
		{Name: "ap_gesamt", Type: TypeInteger, Estimate: true},
		{Name: "cloud", Type: TypeSelectMultiple, List: cloud},
		{Name: "grund", Type: TypeText, Relevant: &Expression{Source: "ap_gesamt > 1000"}},
		{Name: "fv", Type: TypeRepeat, Questions: []*Question{{Name: "fv_produkt", Type: TypeText, Missing: []string{"unbekannt"}}}},
		{Name: "anzahl", Type: TypeCalculate, Calculation: &Expression{Source: "len(fv)"}},
	}}}}
	set.Digest = SetDigest([]File{{"golden.yaml", []byte("\xef\xbb\xbfid: golden\r\n")}, {"a.csv", []byte("x\n")}})
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	return set
}
