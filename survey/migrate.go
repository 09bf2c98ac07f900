package survey

import (
	"maps"
	"slices"
	"strings"
)

// Step is one thing that became of a response on its way to a newer version of
// its question set, and how many of its answers it concerned.
type Step struct {
	Difference
	Answers int
}

// Migrate carries answers to an older version of a question set over to a
// newer one: questions get their new names, choices their new codes. It loses
// nothing. What has no place in the newer set stays in the answers, where no
// condition, digest or return sees it (see Leftover); a value that does not fit
// its question any more stays too, and the check finds it.
//
// The steps say what happened, in the order of Compare. The answers that were
// handed in are not changed. Migrating from a version to itself changes
// nothing.
func Migrate(old, new *Questionnaire, a *Answers) (*Answers, []Step) {
	m := newMigration(old, new, a)
	m.run()
	return m.is, m.steps(Compare(old, new))
}

func newMigration(old, new *Questionnaire, a *Answers) *migration {
	return &migration{passage: newPassage(old, new), was: a, is: NewAnswers(), names: map[string]string{}, given: map[string]int{}, recoded: map[[2]string]int{}}
}

// run moves the answers.
func (m *migration) run() {
	m.plan()
	for _, roster := range m.was.Rosters() {
		m.rows(roster)
	}
	for _, k := range m.was.Keys() {
		m.answer(k)
	}
}

// shown writes an older answer as a person reads it, rows by their names.
func (m *migration) shown(k Key, v Value) string {
	if m.before == nil {
		m.before = Assess(m.old, &Response{Answers: m.was})
	}
	return m.before.Show(k, v, "de")
}

// migration is one run of Migrate.
type migration struct {
	*passage
	was, is *Answers
	before  *Assessment       // of the older answers, once one is needed
	names   map[string]string // under which the answers to each question are kept
	given   map[string]int    // answers by the name that they are kept under
	recoded map[[2]string]int // answers by list and older code
}

// plan decides under which name the answers to each question are kept. Those
// whose question changed its form, or whose name now is another question's, are
// kept aside; those from before the older version return to a question that is
// there again.
func (m *migration) plan() {
	names := map[string]bool{}
	for _, k := range m.was.Keys() {
		names[k.Question] = true
	}
	for _, roster := range m.was.Rosters() {
		names[roster] = true
	}
	for _, name := range sortedKeys(names) {
		target, placed := m.target[name]
		switch {
		case placed && m.fits(m.from[name], m.to[target]):
			m.names[name] = target
		case placed, m.origin[name] != "":
			m.names[name] = m.aside(name, names)
		default:
			m.names[name] = name
		}
	}
}

// fits reports whether answers to a question can stand where it is now. An
// entry can, whatever its type; but a row is no place for what was not in it.
func (m *migration) fits(was, now home) bool {
	inRoster := func(h home) bool { return h.whole != nil && h.whole.Type == TypeRepeat }
	if inRoster(was) != inRoster(now) || inRoster(now) && m.wholeName(was) != now.whole.Name {
		return false
	}
	if !now.Type.Textual() && m.otherSource(was.Question, now.Question) {
		return false // its codes would mean other rows or units
	}
	return was.Type == now.Type || entered(was.Type) && entered(now.Type)
}

// otherSource reports whether the choices of a question come from somewhere
// else than they did.
func (m *migration) otherSource(was, now *Question) bool {
	from := was.ChoicesFrom
	if target, placed := m.target[from]; placed {
		from = target
	}
	return from != now.ChoicesFrom
}

// entered reports whether people enter a value for questions of a type.
func entered(t Type) bool { return t.Asked() && t != TypeRepeat }

// aside finds a name that no question of any set can have.
func (m *migration) aside(name string, used map[string]bool) string {
	free := name + "@" + m.old.Version
	for i := 2; used[free]; i++ {
		free = name + "@" + m.old.Version + "-" + itoa(i)
	}
	return free
}

// rows takes a roster's rows over. Their ids stay, and no later row gets one.
func (m *migration) rows(roster string) {
	name := m.names[roster]
	m.is.rows[name], m.is.next[name] = slices.Clone(m.was.rows[roster]), m.was.next[roster]
	m.given[name] += len(m.was.rows[roster])
}

func (m *migration) answer(k Key) {
	a, name := m.was.Get(k), m.names[k.Question]
	was, known := m.from[k.Question]
	if now, placed := m.to[name]; known && placed && m.target[k.Question] == name {
		a = m.convert(k, was.Question, now.Question, a)
	}
	m.is.Set(Key{name, k.Row}, a)
	m.given[name]++
}

// steps picks what a person is told of the differences: whatever concerned an
// answer, and what is new or stands elsewhere in any case.
func (m *migration) steps(differences []Difference) []Step {
	var steps []Step
	for _, d := range differences {
		step := Step{d, m.concerned(d)}
		switch d.Kind {
		case QuestionNew, QuestionRenamed, QuestionMoved:
		case LimitTightened, DetailChanged, WordsChanged, ListChanged, ChoiceNew, ChoiceDropped, ChoiceRelabelled, ChoiceChanged, SectionRelabelled, SectionChanged:
			continue
		default:
			if step.Answers == 0 {
				continue
			}
		}
		steps = append(steps, step)
	}
	for _, name := range slices.Sorted(maps.Keys(m.names)) {
		if kept := m.names[name]; strings.Contains(kept, "@") && kept != name {
			steps = append(steps, Step{Difference{Kind: AnswersAside, Question: name, Args: []string{kept}}, m.given[kept]})
		}
	}
	return steps
}

// concerned counts the answers that a difference is about.
func (m *migration) concerned(d Difference) int {
	switch d.Kind {
	case ChoiceRecoded:
		return m.recoded[[2]string{d.Args[0], d.Args[1]}]
	case ChoiceGone:
		return m.holding(d.Args[0], d.Args[1])
	case QuestionGone, RenameTaken:
		return m.given[m.names[d.Question]]
	}
	return m.given[d.Question]
}

// holding counts the answers that hold a code which a list does not have any
// more.
func (m *migration) holding(list, code string) int {
	n := 0
	for _, k := range m.is.Keys() {
		if h, there := m.to[k.Question]; there && h.List != nil && h.List.Name == list && m.is.Get(k).Value.Has(code) {
			n++
		}
	}
	return n
}
