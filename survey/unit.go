package survey

import "cmp"

// UnitType is the kind of an administration (Verwaltung).
type UnitType string

// The five types of administration in Thuringia that a survey asks.
const (
	KreisfreieStadt         UnitType = "kreisfreie_stadt"
	Landkreis               UnitType = "landkreis"
	Verwaltungsgemeinschaft UnitType = "verwaltungsgemeinschaft"
	ErfuellendeGemeinde     UnitType = "erfuellende_gemeinde"
	VerbandsfreieGemeinde   UnitType = "verbandsfreie_gemeinde"
)

// UnitTypes lists the types in their usual order.
func UnitTypes() []UnitType {
	return []UnitType{KreisfreieStadt, Landkreis, Verwaltungsgemeinschaft, ErfuellendeGemeinde, VerbandsfreieGemeinde}
}

// Label returns the German name of the type.
func (t UnitType) Label() string {
	switch t {
	case KreisfreieStadt:
		return "kreisfreie Stadt"
	case Landkreis:
		return "Landkreis"
	case Verwaltungsgemeinschaft:
		return "Verwaltungsgemeinschaft"
	case ErfuellendeGemeinde:
		return "erfüllende Gemeinde"
	case VerbandsfreieGemeinde:
		return "verbandsfreie Gemeinde"
	}
	return string(t)
}

// Unit is an administration that is asked. Only Key is always known; the rest
// comes with a population.
type Unit struct {
	Key         string // text of 5 digits (Landkreis) or 9 (all others)
	Name        string
	Type        UnitType
	DistrictKey string // key of the Kreis, 5 digits
	District    string
	Inhabitants int // 0: not known
	Members     int // member municipalities, itself included; 0: not known

	// Class is the code of the size class where that is all that is told of the
	// size: of a person who answers anonymously. Otherwise it is computed.
	Class string
}

// ProjectKey stands in place of a unit key in responses to sets that are about
// the project itself: interviews, tasks, papers.
const ProjectKey = "projekt"

// Project is whom responses to a project set are about.
func Project() Unit { return Unit{Key: ProjectKey} }

// Veiled is what an anonymous response tells of the administration that its
// person works for: the Kreis and the size class, not its key or name. That
// hides it only among several: a kreisfreie Stadt is the one administration of
// its Kreis, and a Landkreis has no size class, which shows it among the others
// of its Kreis.
func (u Unit) Veiled() Unit {
	return Unit{DistrictKey: u.DistrictKey, District: u.District, Class: u.SizeClass()}
}

// Fits reports whether a response to the set may be about the unit: an
// administration with its key, the project, or nobody who could be told.
func (q *Questionnaire) Fits(u Unit) bool {
	switch {
	case q.Anonymous:
		return u == u.Veiled()
	case q.Project:
		return u == Project()
	}
	return ValidUnitKey(u.Key) && u.Class == ""
}

// ValidUnitKey reports whether a text has the form of a unit key.
func ValidUnitKey(key string) bool {
	if len(key) != 5 && len(key) != 9 {
		return false
	}
	for _, r := range key {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Invented reports whether the key lies outside of what the German Länder use
// (01 to 16), as the keys of demonstrations do. Where there is no unit, the
// Kreis tells.
func (u Unit) Invented() bool {
	key := cmp.Or(u.Key, u.DistrictKey)
	return len(key) >= 2 && key[:2] > "16" && key != ProjectKey
}

// sizeClasses are the size classes of administrations by inhabitants, each
// with the number of inhabitants from which the next one begins.
var sizeClasses = []struct {
	code, label string
	below       int
}{
	{"unter_3000", "unter 3.000", 3_000},
	{"3000_4999", "3.000 bis 4.999", 5_000},
	{"5000_9999", "5.000 bis 9.999", 10_000},
	{"10000_19999", "10.000 bis 19.999", 20_000},
	{"20000_49999", "20.000 bis 49.999", 50_000},
	{"50000_99999", "50.000 bis 99.999", 100_000},
	{"ab_100000", "100.000 und mehr", 0},
}

// SizeClasses lists the codes of the size classes, from small to large.
func SizeClasses() []string {
	codes := make([]string, len(sizeClasses))
	for i, c := range sizeClasses {
		codes[i] = c.code
	}
	return codes
}

// SizeClass returns the code of the unit's size class, or "" where the
// inhabitants are not known. Landkreise have none: they are a tier of their
// own, whose inhabitants also live in the municipal units.
func (u Unit) SizeClass() string {
	code, _ := u.sizeClass()
	return code
}

// SizeClassLabel returns the German words for the unit's size class.
func (u Unit) SizeClassLabel() string {
	_, label := u.sizeClass()
	return label
}

func (u Unit) sizeClass() (code, label string) {
	for _, c := range sizeClasses {
		if u.Class != "" && u.Class == c.code {
			return c.code, c.label
		}
	}
	if u.Inhabitants <= 0 || u.Type == Landkreis {
		return "", ""
	}
	for _, c := range sizeClasses {
		if c.below == 0 || u.Inhabitants < c.below {
			return c.code, c.label
		}
	}
	return "", ""
}
