package cmd

import (
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// demoProfile is what an invented unit is like. All its answers follow from it,
// so that they hang together: how large it is, how much it leaves to others,
// and how far it has come in each field.
type demoProfile struct {
	unit       survey.Unit
	units      *survey.Population
	kit        *demoKit
	staff      int
	posts      float64 // full-time equivalents
	seats      int     // workplaces
	size       float64 // 0 to 1
	outsourced float64 // 0 to 1
	maturity   float64 // 0 to 1
	fields     map[string]float64
	areas      []string
	bylaws     bool // asks for signatures in bylaws of its own
}

// demoPerStaff is how many inhabitants there are for each person of the
// administration: a Verwaltungsgemeinschaft leaves much to its members.
var demoPerStaff = map[survey.UnitType]float64{
	survey.KreisfreieStadt: 105, survey.Landkreis: 165, survey.Verwaltungsgemeinschaft: 270,
	survey.ErfuellendeGemeinde: 210, survey.VerbandsfreieGemeinde: 195,
}

func newDemoProfile(kit *demoKit, units *survey.Population, u survey.Unit, r *rand.Rand) *demoProfile {
	p := &demoProfile{unit: u, units: units, kit: kit, fields: map[string]float64{}}
	p.staff = max(8, int(float64(u.Inhabitants)/demoPerStaff[u.Type]*(0.85+0.3*r.Float64())))
	p.posts = float64(p.staff) * (0.8 + 0.12*r.Float64())
	p.seats = max(6, int(float64(p.staff)*(0.92+0.2*r.Float64())))
	p.size = unit01(math.Log(float64(p.staff)/10) / math.Log(70))
	p.outsourced = unit01(0.62 - 0.3*p.size + 0.2*r.NormFloat64())
	// Neighbours learn from each other, so that a Kreis has an effect.
	p.maturity = unit01(0.33 + 0.27*p.size + 0.2*(demoHash(u.DistrictKey, "reife")-0.5) + 0.11*r.NormFloat64())
	for _, section := range slices.Sorted(maps.Keys(demoFields)) {
		together := 0.2 * (demoHash(u.DistrictKey, section) - 0.5)
		p.fields[section] = unit01(p.maturity + demoFields[section] + together + 0.1*r.NormFloat64())
	}
	p.bylaws = r.Float64() < 0.35
	p.areas = p.pickAreas(r)
	return p
}

// demoFields is how much further a field has come everywhere: a section of a
// question set. Not every one is named; a missing one is as mature as the unit.
var demoFields = map[string]float64{
	"organisation": 0, "standorte": 0.1, "arbeitsplaetze": 0.1, "server": 0.05, "eakte": 0.02, "fachverfahren": 0.02, "schnittstellen": 0,
	"basisdienste": -0.02, "sicherheit": 0.02, "datenschutz": 0.1, "personal": 0.05,
	"portal": 0, "portalverbund": 0.02, "online_dienste": 0.02, "prozesse": -0.08, "nutzende": -0.1,
	"haltung": 0.08, "kompetenz": 0.0, "strukturen": 0.0, "kommunikation": 0.04, "veraenderung": 0.08,
}

func (p *demoProfile) field(section string) float64 {
	if f, ok := p.fields[section]; ok {
		return f
	}
	return p.maturity
}

// large tells whether the unit is a Landkreis or a kreisfreie Stadt.
func (p *demoProfile) large() bool {
	return p.unit.Type == survey.Landkreis || p.unit.Type == survey.KreisfreieStadt
}

// Areas that each unit that is charged with them has a procedure for.
const demoCore = " einwohner pass_ausweis finanzen kfz_zulassung fahrerlaubnis auslaender soziales jugend wohngeld bau "

// pickAreas picks the areas of work for which the unit has a procedure. Large
// units have several for some.
func (p *demoProfile) pickAreas(r *rand.Rand) []string {
	share, again := 0.3+0.6*p.size, 0.0
	if p.large() {
		again = 0.2
	}
	var areas []string
	for _, area := range p.kit.areas {
		code := area["code"]
		if !area.lists("traeger", ";", string(p.unit.Type)) {
			continue
		}
		if strings.Contains(demoCore, " "+code+" ") || r.Float64() < share {
			areas = append(areas, code)
			if r.Float64() < again {
				areas = append(areas, code)
			}
		}
	}
	return areas
}

// unit01 keeps a number from 0 to 1, and off both ends: nobody is perfect.
func unit01(x float64) float64 { return min(0.98, max(0.02, x)) }

// demoHash is a number from 0 to 1 that always is the same for the same words,
// for what several units share.
func demoHash(words ...string) float64 {
	h := fnv.New32a()
	for _, w := range words {
		_, _ = h.Write([]byte(w + "\x00")) // never fails
	}
	// The last bits of this sum are spread best.
	return float64(h.Sum32()*2654435761>>8) / (1 << 24)
}
