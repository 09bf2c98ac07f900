package cmd

// demoSentences are free words, by question. They name nobody and nothing that
// is real.
var demoSentences = map[string][]string{
	"z_bemerkung":      {"Die Zahlen zu Standorten sind geschätzt.", "Die Umstellung der Arbeitsplätze läuft noch.", "Einige Angaben liefert der Dienstleister nach."},
	"e_nutzen_1":       {"Alle Verwaltungen bieten die wichtigsten Leistungen online an.", "Jede Verwaltung hat eine feste Ansprechperson.", "Die Basisdienste sind überall angebunden."},
	"e_nutzen_2":       {"Es gibt Musterprozesse, die andere übernehmen können.", "Doppelte Entwicklungen sind vermieden.", "Die Beschäftigten sind geschult."},
	"e_nutzen_3":       {"Der Stand der Maßnahmen ist jederzeit bekannt.", "Fördermittel werden rechtzeitig abgerufen."},
	"e_abgrenzung":     {"Der Betrieb von Fachverfahren bleibt beim IT-Dienstleister.", "Die Rechtsaufsicht bleibt bei der zuständigen Behörde.", "Die Beschaffung bleibt bei den Verwaltungen."},
	"e_risiko_text":    {"Frühere Vorhaben sind daran gescheitert.", "Die Stellen waren lange nicht besetzt.", "Die Beteiligten erwarten Verschiedenes."},
	"t_pauschal_grund": {"Die Aufgabe fällt laufend an und lässt sich nicht in Fälle teilen.", "Erfahrung aus vergleichbaren Einrichtungen."},
	"gp_ziele":         {"Verwaltungen sollen einheitliche Lösungen nutzen.", "Aufgaben sollen gebündelt und vereinfacht werden.", "Online-Dienste sollen flächendeckend verfügbar sein."},
	"gp_organisation":  {"Eine Einheit mit regionalen Ansprechstellen.", "Anbindung an eine bestehende Behörde."},
	"gp_personal_text": {"Erfahrung in Prozessen und Projekten wird verlangt.", "Die Stellen sollen dauerhaft sein."},
	"gp_finanzen_text": {"Die Finanzierung ist für drei Jahre vorgesehen.", "Eine Beteiligung der Kommunen wird geprüft."},
	"gp_luecke":        {"Offen bleibt, wer bei Streit entscheidet.", "Zahlen zum Personal fehlen.", "Die Dauer der Aufgabe ist nicht genannt."},
	"gpa_aufgabe":      {"Verwaltungen vor Ort beraten", "Den Stand der Anbindung berichten", "Musterlösungen bereitstellen", "Aufgaben erfassen und bewerten"},
	"gpw_thema":        {"Ansiedlung der Einheit", "Zahl der Stellen", "Frist der Anbindung", "Zuständigkeit für Schulungen"},
	"":                 {"Siehe vorige Angabe.", "Zahl der betreuten Verwaltungen und ihre Rückmeldungen.", "Nach eigener Einschätzung."},
}

// demoSentence says something fitting.
func demoSentence(c *demoAsk) string {
	sentences := demoSentences[c.q.Name]
	if sentences == nil {
		sentences = demoSentences[""]
	}
	return sentences[c.r.IntN(len(sentences))]
}
