package questionnaires_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// services are the basic services, each a row of bd and of bd_huerde.
var services = strings.Fields(`zufi thavel buergerkonto orgakonto epayment eid fitconnect gateway dvdv ebpo siegel signatur
	erechnung termin video`)

// The evaluation reads these by name: they are a contract.
func TestLandscapeHasWhatTheEvaluationReads(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	names := strings.Fields(`
		o_vzae o_beschaeftigte o_digi_person o_digi_vzae o_strategie o_ikz
		st st_art st_arbeitsplaetze st_anschluss st_down st_up n_bandbreite_verfahren n_bandbreite_video n_landesnetz n_firewall
		ap_gesamt ap_alt5 ap_os_eol ap_esu rz_phys rz_virt rz_eol rz_form d_stand d_anteil d_aktenplan
		fv fv_bereich fv_produkt fv_betrieb fv_nutzer fv_kosten fv_eol fv_abloesung fv_abloesung_jahr fv_schnittstelle fv_vertrag_ende
		fv_register fv_krit fv_epayment fv_fehlt sst sst_von sst_nach sst_art bd bd_konto_art bd_huerde
		si_leitlinie si_isb si_standard si_wiba si_backup si_restore si_mfa si_fernzugriff si_patch si_notfallplan si_notbetrieb si_schulung
		ds_dsb ds_vvt ds_avv bf_erklaerung bf_pruefung bf_feedback
		p_stellen p_besetzt p_ruhestand p_vertretung p_qualifikation p_fortbildung p_bedarf
		h_it_ist h_it_plan h_gesamt h_rechnung h_foerderung h_hindernis
		v v_partner v_gegenstand v_ende v_kosten pv pv_feld pv_offen pv_beginn pv_ende z_bedarf`)
	for _, s := range services {
		names = append(names, "bd_"+s, "bd_"+s+"_huerde")
	}
	for _, name := range names {
		if set.Question(name) == nil {
			t.Errorf("no question %s", name)
		}
	}
}

// What fachpruefung.md section 4 strikes, and what is asked elsewhere, is not asked.
func TestLandscapeDoesNotAskWhatWasStruck(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	for _, name := range strings.Fields(`ap_scanner n_telefonie rz_raum fv_schutzbedarf kp_vertretung z_prio1 z_prio2 z_prio3 z_freigabe
		bd_eakte_land bd_servicekonto n_bandbreite_reicht si_vorfaelle k_schluessel k_stichtag
		d_produkt d_betrieb fv_version mb_dienst h_invest h_dienst h_personal`) {
		if set.Question(name) != nil {
			t.Errorf("%s is asked", name)
		}
	}
}

func TestEveryQuestionOfTheLandscapeHasAPurpose(t *testing.T) {
	for _, q := range mustSet(t, "it-landschaft").Questions() {
		if q.Type != survey.TypeNote && q.Purpose == "" {
			t.Errorf("%s: no purpose", q.Name)
		}
	}
}

// The short form is what fachkonzept.md ("Umfang A") and fachpruefung.md 0.9
// name, and what rules read of small administrations.
func TestShortFormOfTheLandscape(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	if _, ok := set.Profile("kurz"); !ok {
		t.Fatal("no short form")
	}
	whole := map[string]bool{"verwaltung": true, "basisdienste": true, "personal": true, "abschluss": true} // A1, A8, A12, A16
	required := map[string]bool{"standorte": true, "arbeitsplaetze": true, "server": true, "fachverfahren": true, "sicherheit": true}
	onlyInTables := strings.Fields("st_up ap_mobil ap_office rz_mail")
	for _, q := range set.Questions() {
		section := q.Section.Name
		if (whole[section] || required[section] && q.Required == survey.Required && !slices.Contains(onlyInTables, q.Name)) && !q.In("kurz") {
			t.Errorf("%s (%s) is not in the short form", q.Name, section)
		}
		if required[section] && q.Type.Asked() && q.Required == survey.Optional && q.Type != survey.TypeRepeat && q.In("kurz") {
			t.Errorf("%s (%s) is in the short form, but nobody needs it", q.Name, section)
		}
	}
	for _, name := range strings.Fields(`o_beschaeftigte o_vzae o_digi_person o_ikz d_stand ds_dsb bf_erklaerung
		o_digi_vzae o_strategie d_anteil fv_abloesung fv_abloesung_jahr fv_vertrag_ende fv_register ds_vvt ds_avv bf_pruefung h_foerderung`) {
		if !set.Question(name).In("kurz") {
			t.Errorf("%s is not in the short form", name)
		}
	}
	for _, name := range append(onlyInTables, strings.Fields("o_it_verortung ap_thin fv_kosten sst h_it_ist h_hinweis v pv d_aktenplan si_uebung bf_feedback")...) {
		if set.Question(name).In("kurz") {
			t.Errorf("%s is in the short form", name)
		}
	}
}

// Marks after fachpruefung.md section 5.
func TestMarksOfTheLandscape(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	sensitive := strings.Fields(`fv_betreiber fv_eol fv_kosten ap_os_eol rz_eol rz_dienstleister st_kopplung si_notbetrieb v_partner z_bemerkung
		ki_stand n_segmentierung n_seg_schule n_seg_gaeste n_seg_haustechnik`)
	personal := strings.Fields(`k_person k_funktion k_mail k_tel kp kp_rolle kp_name kp_mail p_ruhestand p_qualifikation p_vertretung
		o_digi_vzae si_isb_vzae`)
	for _, q := range set.Questions() {
		freeText := q.Type == survey.TypeText || q.Type == survey.TypeMultiline
		security := strings.HasPrefix(q.Name, "si_") && q.Type.Asked()
		if (slices.Contains(sensitive, q.Name) || security || freeText && !q.Personal) && !q.Sensitive {
			t.Errorf("%s is not marked sensitive", q.Name)
		}
		if q.Personal != slices.Contains(personal, q.Name) {
			t.Errorf("%s: personal is %v", q.Name, q.Personal)
		}
		if freeText && !q.Personal && !strings.Contains(q.Hint.In("de"), "Bitte") {
			t.Errorf("%s: a free text without a warning", q.Name)
		}
	}
}

// Choices have the points that the formulas of fachkonzept.md 4.6 give.
func TestPointsOfTheLandscape(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	for _, c := range []struct {
		question string
		points   string
	}{
		{"bd_zufi", "0 25 50 100"}, {"d_stand", "0 25 50 100"}, {"p_vertretung", "100 50 0"}, {"ds_avv", "100 50 0"}, {"n_bandbreite_video", "100 50 0"},
		{"ds_dsb", "100 100 100 0"}, {"ds_vvt", "0 25 50 75 100"}, {"si_wiba_netze", "0 1 2 3"}, {"fv_schnittstelle", "100 50 0 0"},
	} {
		var points []string
		for _, choice := range set.Question(c.question).List.Choices {
			if choice.Score == nil {
				t.Fatalf("%s: %s has no points", c.question, choice.Name)
			}
			points = append(points, choice.Score.RatString())
		}
		if got := strings.Join(points, " "); got != c.points {
			t.Errorf("%s: %s, expected %s", c.question, got, c.points)
		}
	}
}

// Administrations are asked for reasons only for areas that their type
// carries, and only where no application is listed.
func TestAreasWithoutApplication(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	for _, c := range []struct {
		kind         survey.UnitType
		asked, never string
	}{
		{survey.Landkreis, "kfz_zulassung finanzen jugend schuelerbefoerderung", "einwohner friedhof bauleitplanung termin kasse_zahlung sonstiges"},
		{survey.Verwaltungsgemeinschaft, "einwohner friedhof finanzen bauleitplanung", "kfz_zulassung jugend dms_eakte kasse_zahlung sonstiges"},
		{survey.KreisfreieStadt, "einwohner kfz_zulassung", "erechnung formulare_portal wasser_abwasser kasse_zahlung sonstiges"},
	} {
		r := &survey.Response{Answers: survey.NewAnswers(), Unit: survey.Unit{Key: "990610001", Type: c.kind, Inhabitants: 20_000}}
		r.Answers.Set(survey.Key{Question: survey.StichtagName}, survey.Answer{Value: survey.Value{Kind: survey.KindDate, Text: "2025-12-31"}})
		r.Answers.AddRow("fv", 1)
		r.Answers.Set(survey.Key{Question: "fv_bereich", Row: 1}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: "kasse_zahlung"}})
		a := survey.Assess(set, r)
		for _, area := range strings.Fields(c.asked) {
			if !a.Relevant(survey.Key{Question: "fv_fehlt_" + area}) {
				t.Errorf("%s is not asked about %s", c.kind, area)
			}
		}
		for _, area := range strings.Fields(c.never) {
			if a.Relevant(survey.Key{Question: "fv_fehlt_" + area}) {
				t.Errorf("%s is asked about %s", c.kind, area)
			}
		}
	}
}

// A hurdle is asked only of a service that is not there yet, and which account
// only where one is being introduced.
func TestHurdlesFollowTheState(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	for _, s := range services {
		for state, asked := range map[string]bool{"vorhanden": false, "in_umsetzung": true, "nicht_vorhanden": true} {
			r := &survey.Response{Answers: survey.NewAnswers()}
			r.Answers.Set(survey.Key{Question: "bd_" + s}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: state}})
			a := survey.Assess(set, r)
			if got := a.Relevant(survey.Key{Question: "bd_" + s + "_huerde"}); got != asked {
				t.Errorf("bd_%s is %s: the hurdle is asked: %v", s, state, got)
			}
			if got := a.Relevant(survey.Key{Question: "bd_konto_art"}); got != (s == "buergerkonto" && state != "nicht_vorhanden") {
				t.Errorf("bd_%s is %s: which account is asked: %v", s, state, got)
			}
		}
	}
}

// Who runs the servers is asked where the place does not say it, and the name
// where the list does not.
func TestWhoRunsTheServers(t *testing.T) {
	set := mustSet(t, "it-landschaft")
	for _, c := range []struct {
		place, provider string
		asked, named    bool
	}{
		{"eigen", "", false, false},
		{"keine_eigenen_server", "", false, false},
		{"landkreis", "", false, true},
		{"hersteller_saas", "", false, true},
		{"it_dienstleister", "kiv", true, false},
		{"it_dienstleister", "sonst", true, true},
		{"gemeinsamer_betrieb", "mehrere", true, true},
	} {
		r := &survey.Response{Answers: survey.NewAnswers()}
		r.Answers.Set(survey.Key{Question: "rz_form"}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: c.place}})
		if c.provider != "" {
			r.Answers.Set(survey.Key{Question: "rz_dienstleister"}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: c.provider}})
		}
		a := survey.Assess(set, r)
		if asked := a.Relevant(survey.Key{Question: "rz_dienstleister"}); asked != c.asked {
			t.Errorf("%s: the provider is asked: %v", c.place, asked)
		}
		if named := a.Relevant(survey.Key{Question: "rz_dienstleister_name"}); named != c.named {
			t.Errorf("%s %s: the name is asked: %v", c.place, c.provider, named)
		}
	}
}

// People see in the help why something is asked: words first, codes only in
// brackets.
func TestPurposesOfTheLandscapeBeginWithWords(t *testing.T) {
	code := regexp.MustCompile(`\b(KZ|HF|R)\d`)
	for _, q := range mustSet(t, "it-landschaft").Questions() {
		before, _, _ := strings.Cut(q.Purpose, "(")
		if code.MatchString(before) {
			t.Errorf("%s: %q", q.Name, q.Purpose)
		}
	}
}
