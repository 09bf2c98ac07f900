package survey

import "github.com/expr-lang/expr/ast"

// unitField returns the attribute that einheit.NAME reads.
func unitField(n ast.Node) (string, bool) { return memberOf(n, UnitName) }

// choiceColumn returns the column that choice.NAME reads.
func choiceColumn(n ast.Node) (string, bool) { return memberOf(n, ChoiceName) }

func memberOf(n ast.Node, owner string) (string, bool) {
	m, ok := n.(*ast.MemberNode)
	if !ok {
		return "", false
	}
	identifier, isName := m.Node.(*ast.IdentifierNode)
	property, isText := m.Property.(*ast.StringNode)
	if !isName || !isText || identifier.Value != owner {
		return "", false
	}
	return property.Value, true
}

// unitIs says what kind of administration is meant.
func (w *wording) unitIs(field string, codes []string, negated bool) clause {
	texts := make([]string, len(codes))
	for i, code := range codes {
		texts[i] = w.unitText(field, code)
	}
	predicate := w.list(texts, "or")
	if field == "typ" && negated {
		return clause{form: "unit_typ", subject: w.t("unit"), predicate: w.noType(codes, texts)}
	}
	return clause{form: either(negated, "unit_"+field+"_not", "unit_"+field), subject: w.t("unit"), predicate: predicate, plain: !negated}
}

// noType says "kein Landkreis", "weder ein Landkreis noch eine kreisfreie Stadt".
func (w *wording) noType(codes, texts []string) string {
	if key := "words.unit_type_not_" + codes[0]; len(codes) == 1 && w.words.Has(key) {
		return w.words.T(key)
	}
	if len(codes) == 1 {
		return w.t("not", texts[0])
	}
	return w.t("neither", w.list(texts, "nor"))
}

// unitText is a code of an attribute in words: a type with its article, a size
// class with its inhabitants.
func (w *wording) unitText(field, code string) string {
	key := "words.unit_type_" + code
	switch field {
	case "typ":
		if w.words.Has(key) {
			return w.words.T(key)
		}
	case "groessenklasse":
		for _, c := range sizeClasses {
			if c.code == code {
				return w.t("size_class", w.sizeLabel(c.code, c.label))
			}
		}
	}
	return w.t("quoted", code)
}

func (w *wording) sizeLabel(code, label string) string {
	if key := "words.size_class_" + code; w.words.Has(key) {
		return w.words.T(key)
	}
	return label
}
