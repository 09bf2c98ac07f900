package survey

import "strconv"

// Number is a question's number on a form: section.question (2.3), and one
// place more for the columns of a roster and the rows of a matrix (2.3.1).
// Notes have no number, nor has the question for the reference date, which
// stands in front of the set. Short forms keep the numbers of the whole set, so
// that everybody speaks of the same question.
func (q *Questionnaire) Number(question *Question) string {
	section := 0
	for _, s := range q.Sections {
		if s.Name == StichtagName {
			continue
		}
		section++
		place := 0
		for _, candidate := range s.Questions {
			if candidate.Type == TypeNote {
				continue
			}
			place++
			number := strconv.Itoa(section) + "." + strconv.Itoa(place)
			if candidate == question {
				return number
			}
			if part := partNumber(candidate, question); part > 0 {
				return number + "." + strconv.Itoa(part)
			}
		}
	}
	return ""
}

// partNumber counts the columns or rows of a question up to one of them; 0: it
// is none of them, or a note.
func partNumber(whole, part *Question) int {
	n := 0
	for _, candidate := range whole.parts() {
		if candidate.Type != TypeNote {
			n++
		}
		if candidate == part && candidate.Type != TypeNote {
			return n
		}
	}
	return 0
}

// SectionNumber is a section's number on a form; "" for that of the reference
// date.
func (q *Questionnaire) SectionNumber(section *Section) string {
	n := 0
	for _, s := range q.Sections {
		if s.Name == StichtagName {
			continue
		}
		n++
		if s == section {
			return strconv.Itoa(n)
		}
	}
	return ""
}
