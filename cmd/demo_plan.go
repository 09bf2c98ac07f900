package cmd

import (
	"fmt"
	"math/rand/v2"

	"bestand.example/itbestand/survey"
)

// demoRole is how a unit takes part.
type demoRole int

// The roles. As in a real survey, most hand in all that they were asked.
const (
	demoWhole    demoRole = iota
	demoSilent            // hands in nothing
	demoBegun             // only its working file lies among the returns
	demoPartly            // hands in one set of two
	demoTwice             // hands in again after a correction
	demoConflict          // two people answer for it, and do not know of each other
)

// demoRoles is how many of sixty units have a role that is not the usual one.
// Those that are one of a kind are there as soon as there are five units.
var demoRoles = []struct {
	role    demoRole
	ofSixty int
}{{demoSilent, 7}, {demoBegun, 2}, {demoPartly, 7}, {demoTwice, 1}, {demoConflict, 1}}

// demoPlan says who answers what.
type demoPlan struct {
	kit   *demoKit
	units *survey.Population
	roles []demoRole // of each unit
	jobs  []demoJob
}

// demoJob is one file that is answered and handed in. Each has a chance of its
// own, so that the answers do not hang on which is done first.
type demoJob struct {
	set     string
	name    string // of its working file
	unit    survey.Unit
	profile string // short form
	who     []*demoPerson
	role    demoRole
	dir     string // below the folder of returns
	r       *rand.Rand
}

// demoPerson answers one response.
type demoPerson struct {
	knows demoKnowledge
	r     *rand.Rand
}

func newDemoPlan(kit *demoKit, o demoOptions) *demoPlan {
	chance := func(stream, step int) *rand.Rand {
		return rand.New(rand.NewPCG(o.seed, uint64(stream)<<16|uint64(step)))
	}
	p := &demoPlan{kit: kit, units: &survey.Population{Units: demoUnits(o.units, chance(0, 0))}}
	p.cast(chance(0, 1))
	// First what takes longest: many responses in one file are answered one after the other.
	p.projectJobs(func(step int) *rand.Rand { return chance(0, step) })
	for i, u := range p.units.Units {
		p.unitJobs(newDemoProfile(kit, p.units, u, chance(i+1, 0)), p.roles[i], func(step int) *rand.Rand { return chance(i+1, step) })
	}
	return p
}

// cast gives out the roles, none of the unusual ones to a large unit: there are
// too few of them.
func (p *demoPlan) cast(r *rand.Rand) {
	p.roles = make([]demoRole, len(p.units.Units))
	var small []int
	for i, u := range p.units.Units {
		if u.Type != survey.Landkreis && u.Type != survey.KreisfreieStadt {
			small = append(small, i)
		}
	}
	r.Shuffle(len(small), func(i, j int) { small[i], small[j] = small[j], small[i] })
	for _, role := range demoRoles {
		n := (role.ofSixty*len(p.roles) + 30) / 60
		if role.ofSixty == 1 && len(p.roles) >= 5 {
			n = 1
		}
		for ; n > 0 && len(small) > 1; n-- {
			p.roles[small[0]], small = role.role, small[1:]
		}
	}
}

// count tells how many units have a role.
func (p *demoPlan) count(role demoRole) int {
	n := 0
	for _, r := range p.roles {
		if r == role {
			n++
		}
	}
	return n
}

// unitJobs are the files of a unit: its sets, and one for each of its people.
func (p *demoPlan) unitJobs(profile *demoProfile, role demoRole, chance func(step int) *rand.Rand) {
	if role == demoSilent {
		return
	}
	u := profile.unit
	for step, id := range []string{demoIT, demoOZG} {
		short, asked := p.kit.asks(id, u)
		if !asked || role == demoPartly && demoHash(u.Key, "nur")*2 < 1 == (id == demoIT) || role == demoBegun && id != demoIT {
			continue
		}
		job := demoJob{set: id, name: u.Key + "-" + id, unit: u, profile: short, role: role, r: chance(step + 1)}
		job.who = []*demoPerson{{knowsUnit(profile, id), chance(step + 11)}}
		p.jobs = append(p.jobs, job)
		if role == demoConflict && id == demoIT {
			job.name, job.dir = job.name+"-2", "zweiter-bogen"
			job.who = []*demoPerson{{knowsUnit(profile, id), chance(step + 21)}}
			p.jobs = append(p.jobs, job)
		}
	}
	if role == demoBegun {
		return
	}
	for i := range demoPeople(profile) {
		who := &demoPerson{knowsOwnMind(profile, i, chance(100+2*i)), chance(101 + 2*i)}
		p.jobs = append(p.jobs, demoJob{set: demoFK, name: fmt.Sprintf("%s-%d", u.Key, i), unit: u.Veiled(), who: []*demoPerson{who}, role: demoWhole, r: who.r})
	}
}

// demoPeople is how many people of a unit answer for themselves: 3 to 9.
func demoPeople(p *demoProfile) int {
	return min(9, 3+int(5.5*p.size*p.size+2*demoHash(p.unit.Key, "personen")))
}

// projectJobs are the files of the project itself.
func (p *demoPlan) projectJobs(chance func(step int) *rand.Rand) {
	many := func(id string, n int, knows func(i int) demoKnowledge, step int) {
		job := demoJob{set: id, name: id, unit: survey.Project(), role: demoWhole, r: chance(step)}
		for i := range n {
			job.who = append(job.who, &demoPerson{knows(i), chance(step + 1 + i)})
		}
		p.jobs = append(p.jobs, job)
	}
	many(demoINT, len(demoInterviews), knowsInterview, 200)
	many(demoPapers, len(demoPaperList), knowsPaper, 300)
	many(demoAUF, 1, func(int) demoKnowledge { return knowsTasks() }, 400)
}
