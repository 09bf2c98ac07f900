package export

// Which columns of Häufigkeiten count persons: how many gave the answer, of how
// many, and the shares.
const (
	countColumn = 9
	baseColumn  = 10
	validColumn = 12
)

// suppress hides what too few persons answered, among the rows of one question
// of an anonymous set.
//
// One hidden number could be worked out from the total, so the next smallest is
// hidden with it. Where figures such as a mean stand beside, two hidden numbers
// could be worked out as well: then all of them are hidden, and the figures
// stay. Below the limit altogether nothing is shown.
func suppress(rows []frequency, base int, figures bool) {
	small := 0
	for _, f := range rows {
		if f.count > 0 && f.count < personsLimit {
			small++
		}
	}
	all := base < personsLimit || small > 0 && figures
	for i, f := range rows {
		rows[i].hidden = all && (base < personsLimit || f.state != "kennwerte") || f.count > 0 && f.count < personsLimit
	}
	if small == 1 && !all {
		hideSmallest(rows)
	}
}

// hideSmallest hides the smallest number that is still shown and not 0; where
// there is none, an answer that nobody gave.
func hideSmallest(rows []frequency) {
	at := -1
	for i, f := range rows {
		if !f.hidden && (at < 0 || f.count > 0 && (rows[at].count == 0 || f.count < rows[at].count)) {
			at = i
		}
	}
	if at >= 0 {
		rows[at].hidden = true
	}
}

// veiled is a row of Häufigkeiten about an anonymous set. How many gave a valid
// answer is left out, because with the total it tells how many did not; so are
// least and greatest value, which are those of one person.
func (w *workbook) veiled(cells, spread []any, f frequency) []any {
	cells[validColumn], cells[validColumn+1], spread[0], spread[3] = nil, nil, nil, nil
	if f.state == "kennwerte" {
		cells[countColumn], cells[countColumn+2] = nil, nil // of how many, they would tell as well
	}
	if f.hidden {
		for i := countColumn; i < len(cells); i++ {
			cells[i] = nil
		}
		clear(spread)
		cells[6] = w.text(w.t("state_unterdrueckt"))
	}
	return append(cells, spread...)
}
