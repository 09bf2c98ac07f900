package export

func (w *workbook) sourceSpec() spec {
	return spec{sheet: sheetSources, table: "tblQuellen", kind: evidence, freeze: 2, columns: w.named(
		"nr", 6, "datei", 40, "schluessel", 12, "verwaltung", 28, "fragensatz", 16, "version", 10, "revision", 10,
		"entscheidung", 16, "grund", 34, "zusammengefuehrt", 17, "programm", 18, "sha256", 66)}
}

// sources lists the files that the workbook rests on.
func (w *workbook) sources(p *plan) error {
	var rows [][]any
	for i, s := range w.book.Sources {
		var revision any
		if s.Revision > 0 {
			revision = w.ordinal(s.Revision)
		}
		rows = append(rows, []any{
			w.ordinal(i + 1), w.text(s.File), w.text(s.Unit.Key), w.text(s.Unit.Name), w.text(s.SetID), w.text(s.SetVersion), revision,
			w.text(w.word("decision_", string(s.Decision))), w.wrappedText(s.Reason), w.momentCell(s.Merged), w.text(s.Program), w.text(s.SHA256),
		})
	}
	return p.sources.writeAll(rows)
}
