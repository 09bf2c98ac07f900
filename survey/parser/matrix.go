package parser

import (
	"math/big"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var rowShape = shape{
	keys:     []string{"name", "label", "hint", "reversed", "relevant", "required", "profiles"},
	required: []string{"name", "label"},
}

// cellTypes are the types of number that the cells of a matrix may have.
var cellTypes = []string{string(survey.TypeInteger), string(survey.TypeDecimal), string(survey.TypePercent), string(survey.TypeMoney)}

// readMatrix reads the cells of a matrix and makes a question of each of its
// rows.
func (r *setReader) readMatrix(m mapping, q *survey.Question) {
	cell := r.cell(m, q)
	q.RowRelevant = r.expression(m.values["row_relevant"])
	if m.has("rows_from") {
		r.generateRows(m, q, cell)
	} else {
		r.unchosen[q.RowRelevant] = true
		r.readRows(m, q, cell)
	}
	if total := r.number(m.values["total"]); total != nil && cell.Type.Numeric() {
		q.Total = total
		if !reachable(total, cell, len(q.Rows)) {
			r.wrong(m.values["total"], "total_unreachable", m.values["total"].Value)
		}
	}
}

// cell is what all rows of a matrix have in common.
func (r *setReader) cell(m mapping, q *survey.Question) survey.Question {
	row := survey.Question{
		AssigneeHint: q.AssigneeHint, Required: q.Required, RequiredIf: q.RequiredIf, Missing: q.Missing,
		Estimate: q.Estimate, Purpose: q.Purpose, Sensitive: q.Sensitive, Personal: q.Personal, List: q.List,
	}
	switch {
	case m.has("cell"):
		t, ok := r.oneOf(m.values["cell"], "cell", cellTypes)
		if row.Type = survey.Type(t); !ok {
			row.Type = survey.TypeDecimal
		}
		if row.Decimals = defaultDecimals(row.Type); m.has("decimals") {
			row.Decimals = q.Decimals
			if row.Type == survey.TypeInteger {
				r.wrong(m.keys["decimals"], "cell_decimals")
			}
		}
		q.Decimals = row.Decimals
	case m.has("points"):
		row.Type = survey.TypeScale
		row.List = r.scale(m, q.Name)
		q.List = row.List
	default:
		row.Type = survey.TypeSelectOne
	}
	return row
}

// reachable reports whether numbers of a kind can add up to a total.
func reachable(total *big.Rat, cell survey.Question, rows int) bool {
	places := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(cell.Decimals)), nil))
	if !new(big.Rat).Mul(total, places).IsInt() {
		return false
	}
	return cell.Type != survey.TypePercent || rows == 0 || total.Sign() >= 0 && total.Cmp(big.NewRat(int64(100*rows), 1)) <= 0
}

// readRows reads the rows that are written out.
func (r *setReader) readRows(m mapping, matrix *survey.Question, cell survey.Question) {
	items, ok := r.list(m.values["rows"])
	if !ok {
		r.doubt.names = true
	}
	for _, item := range items {
		row, ok := r.mapping(item, rowShape)
		if !ok {
			r.doubt.names = true
			continue
		}
		if !r.count(item) {
			continue
		}
		q := new(survey.Question)
		*q = cell
		q.Name = r.declare(row.values["name"], q, nil)
		where := &place{before: r.questions, own: q}
		q.Label = r.statement(row.values["label"], where)
		q.Hint = r.text(row.values["hint"], maxText, where)
		r.watch(q.Name, item, func() {
			q.Relevant = r.expression(row.values["relevant"])
			q.Profiles = r.profiles(row.values["profiles"])
			if q.Reversed = r.boolean(row.values["reversed"]); row.has("reversed") && m.has("cell") {
				r.wrong(row.keys["reversed"], "keys_exclude", "reversed", "cell")
			}
			if row.has("required") {
				q.Required, q.RequiredIf = r.requirement(row.values["required"])
			}
		})
		r.inDoubt(m, matrix, q)
		matrix.Rows = append(matrix.Rows, q)
	}
}

// statement reads the label of a row. It may be as long as a question, but
// stands best on one line.
func (r *setReader) statement(n *yaml.Node, where *place) survey.Text {
	t := r.text(n, maxLabelAsked, where)
	for _, s := range t {
		if length := utf8.RuneCountInString(s); length > maxLabel {
			r.wide = append(r.wide, wide{r.spot(n), length})
			break
		}
	}
	return t
}

// wide is a label that does not fit a line.
type wide struct {
	at     spot
	length int
}

// generateRows makes a row of every choice of a list.
func (r *setReader) generateRows(m mapping, matrix *survey.Question, cell survey.Question) {
	n := m.values["rows_from"]
	if matrix.RowsFrom = r.choiceList(n); matrix.RowsFrom == nil || r.holes[matrix.RowsFrom.Name] {
		r.doubt.names = true
	}
	if matrix.RowsFrom == nil {
		r.unchosen[matrix.RowRelevant] = true
		return
	}
	for i := range matrix.RowsFrom.Choices {
		if !r.count(n) {
			return
		}
		choice := &matrix.RowsFrom.Choices[i]
		q := new(survey.Question)
		*q = cell
		q.Label, q.Choice = choice.Label, choice
		q.Name = r.declareRow(n, q, matrix.Name+"_"+choice.Name)
		r.inDoubt(m, matrix, q)
		matrix.Rows = append(matrix.Rows, q)
	}
}

// declareRow makes the name of a generated row known.
func (r *setReader) declareRow(n *yaml.Node, q *survey.Question, name string) string {
	before := r.names[name]
	switch {
	case !namePattern.MatchString(name), utf8.RuneCountInString(name) > maxNameLetters:
		r.wrong(n, "row_name", name, strconv.Itoa(maxNameLetters))
		r.doubt.types[name] = true
	case before != nil:
		r.wrong(n, "row_name_taken", append([]string{name}, r.place(r.spot(n), before.at)...)...)
		r.doubt.types[name] = true
	default:
		r.names[name] = &declared{question: q, order: r.questions, at: r.spot(n)}
		return name
	}
	return name + "$" + strconv.Itoa(r.questions)
}

// inDoubt passes on to a row what is not known of its matrix.
func (r *setReader) inDoubt(m mapping, matrix, row *survey.Question) {
	if m.has("cell") && !takesCell(m.values["cell"]) || r.doubt.types[matrix.Name] {
		r.doubt.types[row.Name] = true
	}
	if m.has("points") && row.List == nil || r.doubt.lists[matrix.Name] && m.has("choices") {
		r.doubt.lists[row.Name] = true
	}
	if r.doubt.answers[matrix.Name] {
		r.doubt.answers[row.Name] = true
	}
}

func takesCell(n *yaml.Node) bool {
	for _, t := range cellTypes {
		if n.Value == t {
			return true
		}
	}
	return false
}
