package export

func (w *workbook) sourceSpec() spec {
	return spec{sheet: sheetSources, table: "tblQuellen", kind: evidence, freeze: 2, wraps: true, columns: w.named(
		"nr", 6, "datei", 38, "schluessel", 11, "verwaltung", 24, "fragensatz", 14, "version", 9, "revision", 10,
		"entscheidung", 14, "grund", 30, "zusammengefuehrt", 17, "programm", 16, "sha256", 40)}
}

// sourceName names a file, or says how many are counted together.
func (w *workbook) sourceName(s Source) string {
	if s.Files > 0 {
		return w.t("anonymous_files", s.Files)
	}
	if s.File == "" && w.leaves() {
		return w.aud("file")
	}
	return s.File
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
			w.ordinal(i + 1), w.wrappedText(w.sourceName(s)), w.text(s.Unit.Key), w.wrappedText(s.Unit.Name), w.text(s.SetID), w.text(s.SetVersion), revision,
			w.text(w.word("decision_", string(s.Decision))), w.wrappedText(s.Reason), w.momentCell(s.Merged), w.wrappedText(s.Program), w.wrappedText(s.SHA256),
		})
	}
	return p.sources.writeAll(rows)
}
