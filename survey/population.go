package survey

import "sync"

// Population is the list of all units that a survey asks (Grundgesamtheit).
type Population struct {
	Units []Unit

	listed sync.Once
	list   *ChoiceList
	byKey  map[string]int
	keyed  sync.Once
}

// choices offers the units for choosing, in their order.
func (p *Population) choices() *ChoiceList {
	p.listed.Do(func() {
		p.list = &ChoiceList{Name: PopulationSource, Choices: make([]Choice, len(p.Units))}
		for i, u := range p.Units {
			p.list.Choices[i] = Choice{Name: u.Key, Label: Text{"de": u.choiceLabel()}, alias: u.Name}
		}
	})
	return p.list
}

// choiceLabel tells units of one name apart.
func (u Unit) choiceLabel() string {
	if u.District == "" || u.District == u.Name {
		return u.Name + " (" + u.Key + ")"
	}
	return u.Name + " (" + u.District + ", " + u.Key + ")"
}

// Unit finds a unit by its key. A population that is not known has none.
func (p *Population) Unit(key string) (Unit, bool) {
	if p == nil {
		return Unit{}, false
	}
	p.keyed.Do(func() {
		p.byKey = make(map[string]int, len(p.Units))
		for i, u := range p.Units {
			p.byKey[u.Key] = i
		}
	})
	i, ok := p.byKey[key]
	if !ok {
		return Unit{}, false
	}
	return p.Units[i], true
}

// Has reports whether the population has a unit with the key.
func (p *Population) Has(key string) bool {
	_, ok := p.Unit(key)
	return ok
}
