package questionnaires_test

import (
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// What fachkonzept.md names in 4.6 (indicators) and 4.7 (measures), by the
// names that fachpruefung.md and the sets gave it.
var namedVariables = map[string]string{
	"KZ01": "o_vzae p_besetzt rz_form",
	"KZ02": "p_besetzt p_stellen",
	"KZ03": "ap_alt5 ap_gesamt",
	"KZ04": "ap_os_eol rz_eol ap_gesamt rz_phys rz_virt",
	"KZ05": "st_down st_art st_anschluss st_arbeitsplaetze",
	"KZ06": "h_it_ist ap_gesamt",
	"KZ07": "h_it_ist h_gesamt",
	"KZ08": "fv ap_gesamt",
	"KZ09": "fv_schnittstelle fv_nutzer",
	"KZ10": "fv_betrieb",
	"KZ11": "fv_produkt fv_bereich",
	"KZ12": "sst_art",
	"KZ13": `bd_zufi bd_thavel bd_buergerkonto bd_orgakonto bd_epayment bd_eid bd_fitconnect bd_gateway bd_dvdv bd_ebpo
		bd_siegel bd_signatur bd_erechnung bd_termin bd_video bd_zufi_huerde bd_thavel_huerde bd_buergerkonto_huerde
		bd_orgakonto_huerde bd_epayment_huerde bd_eid_huerde bd_fitconnect_huerde bd_gateway_huerde bd_dvdv_huerde
		bd_ebpo_huerde bd_siegel_huerde bd_signatur_huerde bd_erechnung_huerde bd_termin_huerde bd_video_huerde`,
	"KZ14": "d_anteil d_stand",
	"KZ15": "si_wiba_backup si_leitlinie si_isb si_backup si_restore si_mfa si_fernzugriff si_notfallplan si_schulung si_standard",
	"KZ16": "od_rg",
	"KZ17": "od_zustaendig od_rg od_leistung",
	"KZ18": "od_rg od_faelle",
	"KZ19": "od_online od_faelle od_k2",
	"KZ20": "pvb_anteil pvb_links pvb_konto_buerger pvb_konto_organisation pvb_postfach pvb_dvdv pvb_zustellweg pvb_aktuell",
	"KZ21": "od_leistung od_zustaendig od_rg",
	"KZ22": "pr_erhoben pr_medienbruch pr_aufgabenkritik o_beschaeftigte",
	"KZ23": "fh_1 fh_2 fh_3 fh_4 fh_5 fh_6 f_ebene f_bereich",
	"KZ24": "fk_1a fk_1b fk_2 fk_3a fk_3b fk_4a fk_4b fk_5 fk_6 fk_7",
	"KZ25": "fs_1 fs_2 fs_3 fs_4 fs_5",
	"KZ26": "fc_1 fc_2a fc_2b fc_3 fc_4a fc_4b",
	"KZ27": "fx_1 fx_2 fx_3 fx_4a fx_4b fx_5a fx_5b",
	"KZ29": "t_min t_wahr t_max t_reise",
	"KZ30": "t_faelle_je t_bezugsmenge t_bezug t_art t_pauschal ao_spanne t_bereich t_ebene t_qual",
	"KZ31": `sk_quote_start sk_quote_ausbau sk_quote_vollbetrieb sk_szenario_gewaehlt
		kz_a_bedarf_tage kz_b_bedarf_tage kz_c_bedarf_tage kz_d_bedarf_tage`,
	"KZ32": `kz_a_wichtig kz_b_wichtig kz_c_wichtig kz_d_wichtig kz_a_verantwortung kz_b_verantwortung kz_c_verantwortung
		kz_d_verantwortung kz_a_steuerung i_gruppe i_freigabe`,
	"KZ33": "gp_bereich_a gp_bereich_b gp_bereich_c gp_bereich_d gp_verbindlich gpw_stand",
	"HF":   "o_strategie o_digi_person fv_eol ds_dsb ds_avv ds_vvt p_vertretung p_fortbildung o_ikz h_foerderung",
	"R":    "fv_eol fv_abloesung fv_abloesung_jahr n_bandbreite_verfahren n_bandbreite_video w_portal bf_erklaerung bf_pruefung bf_feedback",
	"R16":  "p_ruhestand p_vertretung p_besetzt",
	"R20":  "o_digi_person o_digi_vzae",
	"R22":  "ll_top5 od_zustaendig od_rg od_schriftform",
	"R25":  "od_schriftform",
	"R27":  "f_bedarf f_format",
	"R28":  "f_kanal",
	"R31":  "fv_register fv_bereich",
	"R32":  "fv_vertrag_ende fv_produkt v_ende v_gegenstand",
	"R34":  "pv_offen pv_feld",
	"R35":  "pr_aufgabenkritik p_bedarf",
	"R37":  "bd_erechnung",
	"R38":  "bd_ebpo",
	"R43":  "si_patch",
	"R44":  "fv_krit si_notbetrieb",
}

// What is named there and no question of a set any more, and why.
var variablesGone = map[string]string{
	"k_einwohner":         "einheit.einwohner aus der Grundgesamtheit (KZ06, R21)",
	"k_schluessel":        "die Verwaltung steht in der Erhebungsdatei",
	"k_typ":               "einheit.typ",
	"n_bandbreite_reicht": "geteilt in n_bandbreite_verfahren und n_bandbreite_video (Fachprüfung 1)",
	"bd_servicekonto":     "bd_buergerkonto und bd_orgakonto (Fachprüfung 1)",
	"bd_eakte_land":       "doppelt mit d_stand (Fachprüfung 1)",
	"pvb_konto":           "pvb_konto_buerger und pvb_konto_organisation (Fachprüfung 1)",
	"x_wichtig":           "kz_a_wichtig bis kz_d_wichtig (Fachprüfung 1)",
	"x_dringend":          "gestrichen (Fachprüfung 4)",
	"x_bedarf_tage":       "kz_a_bedarf_tage bis kz_d_bedarf_tage (Fachprüfung 1)",
	"sk_quote":            "sk_quote_start, sk_quote_ausbau, sk_quote_vollbetrieb: jede Aufgabe wird in jeder Stufe gerechnet",
	"sk_szenario":         "sk_szenario_gewaehlt",
	"sk_lernkurve":        "stand in keiner Formel (Fachprüfung 2), gestrichen",
	"fx_4":                "fx_4a und fx_4b (Fachprüfung 1)",
	"gp_widerspruch":      "Liste gpw",
	"si_wiba_01":          "die Themen heißen nach wiba.csv",
	"v_verteil":           "Parameter zuschlag_verteilzeit (Fachprüfung 7)",
	"v_erholung":          "Parameter zuschlag_erholung (Fachprüfung 7)",
	"d_produkt":           "das System der E-Akte ist eine Zeile der Fachverfahren: fv_produkt bei fv_bereich dms_eakte",
}

// What is asked and named there, but that the evaluation does not read itself,
// and why.
var variablesNotRead = map[string]string{
	"od_k1":        "der Fragensatz berechnet daraus od_rg (Fachprüfung 0.1)",
	"od_k10":       "der Fragensatz berechnet daraus od_rg (Fachprüfung 0.1)",
	"od_rg2":       "Modell 2.0 ist Orientierung und in keiner Formel",
	"bd_konto_art": "sagt, welches Konto es ist; KZ13 und R11 lesen den Stand bd_buergerkonto",
}

// Every variable that an indicator or a measure is made of is read by the
// evaluation, and what is gone is gone.
func TestEveryNamedVariableIsRead(t *testing.T) {
	p := thePlan(t)
	read := p.readQuestions()
	asked := func(name string) bool {
		return slices.ContainsFunc(p.sets, func(s *survey.Questionnaire) bool { return s.Question(name) != nil })
	}
	for of, names := range namedVariables {
		for _, name := range strings.Fields(names) {
			switch {
			case !asked(name):
				t.Errorf("%s: no set asks %s", of, name)
			case !read[name]:
				t.Errorf("%s: the evaluation does not read %s", of, name)
			}
		}
	}
	for name := range variablesGone {
		if asked(name) {
			t.Errorf("%s is asked", name)
		}
	}
	for name := range variablesNotRead {
		if !asked(name) || read[name] {
			t.Errorf("%s: asked %v, read %v", name, asked(name), read[name])
		}
	}
}

// readQuestions are the names of the questions that the evaluation reads, in
// formulas or as axes.
func (p *plan) readQuestions() map[string]bool {
	e, read := p.evaluation, map[string]bool{}
	formulas := func(all ...*survey.Expression) {
		for _, x := range all {
			questions, _ := e.Sources(x)
			for _, s := range questions {
				read[s.Question.Name] = true
			}
		}
	}
	axes := func(groupings ...survey.Grouping) {
		for _, g := range groupings {
			for _, a := range g {
				if a.Question != nil {
					read[a.Question.Name] = true
				}
			}
		}
	}
	for _, i := range append(slices.Clone(e.Indicators), e.Fields...) {
		formulas(i.Value)
		for _, part := range i.Parts {
			formulas(part.Value, part.Applies)
		}
		axes(i.By...)
		if i.Split != nil {
			axes(survey.Grouping{*i.Split})
		}
	}
	for _, m := range e.Measures {
		formulas(m.When, m.Urgent)
		axes(m.By...)
	}
	for _, table := range e.Tables {
		formulas(table.Filter)
		for _, c := range append(slices.Clone(table.Lines), table.Values...) {
			formulas(c.Value)
		}
		for _, a := range []*survey.Axis{table.Rows, table.Columns} {
			if a != nil {
				axes(survey.Grouping{*a})
			}
		}
	}
	return read
}

// What together would be a map for attackers is marked, so that it is never
// passed on for one administration (fachpruefung.md 5); figures that analysts
// need of each are not.
func TestWhatMustNotBePassedOnIsMarked(t *testing.T) {
	e := thePlan(t).evaluation
	for _, name := range strings.Fields("kz04 kz15 kz15_ohne_wiba kz28 hf2 hf6") {
		if !e.Indicator(name).Sensitive {
			t.Errorf("%s is not sensitive", name)
		}
	}
	for _, name := range strings.Fields("kz01 kz03 kz05 kz09 kz13 kz13_ohne_bedarf kz14 kz17 kz18 kz20 kz22 hf1 hf4 hf5 hf9") {
		if i := e.Indicator(name); i.Sensitive || i.Personal || i.Anonymous {
			t.Errorf("%s would not be passed on", name)
		}
	}
	for _, name := range strings.Fields("r01 r02 r05 r06 r12 r43 r44") {
		if !e.Measure(name).Sensitive {
			t.Errorf("%s is not sensitive", name)
		}
	}
	for _, name := range strings.Fields("r16 r20") {
		if !e.Measure(name).Personal {
			t.Errorf("%s is not personal", name)
		}
	}
	for _, table := range e.Tables {
		if strings.HasPrefix(table.Name, "sicherheit") && (!table.Sensitive || table.Kind == survey.TableList) {
			t.Errorf("%s: sensitive %v, %s", table.Name, table.Sensitive, table.Kind)
		}
		if table.Sheet == "" && len([]rune(table.Title.In("de"))) > 31 {
			t.Errorf("%s: its title names its sheet, and is too long for that", table.Name)
		}
	}
}
