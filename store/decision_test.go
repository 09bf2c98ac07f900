package store

import (
	"testing"
)

// twoAuthors merges two different responses of one unit and returns the central
// file with the open conflict.
func twoAuthors(t *testing.T) (at func(string) string, central *File, c Conflict) {
	t.Helper()
	at = in(t)
	newOffice(t, at("a.itb"), jena).answer("anzahl", "1").submit(at("a_r1.itb"))
	newOffice(t, at("b.itb"), jena).answer("anzahl", "2").submit(at("b_r1.itb"))
	central = newCentral(t, at("zentral.itb"))
	merge(t, central, at("a_r1.itb"), at("b_r1.itb"))
	open, err := central.Conflicts()
	must(t, err)
	if len(open) != 1 || len(open[0].Digests) != 2 {
		t.Fatalf("conflicts %+v", open)
	}
	return at, central, open[0]
}

func marks(t *testing.T, central *File) (conflicts, rejected int, digest string) {
	t.Helper()
	held, err := central.Responses()
	must(t, err)
	for _, h := range held {
		if h.Conflict {
			conflicts++
		}
		if h.Rejected {
			rejected++
		}
	}
	digest, err = central.Digest()
	must(t, err)
	return conflicts, rejected, digest
}

func TestADecisionSettlesAConflictAndCanBeTakenBack(t *testing.T) {
	at, central, c := twoAuthors(t)
	_, _, open := marks(t, central)
	must(t, central.Resolve(c, c.Digests[0], "telefonisch geklärt", "E. Muster", noon))
	conflicts, rejected, decided := marks(t, central)
	if conflicts != 0 || rejected != 1 || decided == open {
		t.Errorf("decided: %d in conflict, %d rejected, digest %s", conflicts, rejected, decided)
	}
	wantCode(t, central.Resolve(c, c.Digests[1], "x", "y", noon), CodeNoConflict)
	sources, err := central.Sources()
	must(t, err)
	standings := map[Standing]int{}
	for _, s := range sources {
		standings[s.Standing]++
	}
	if standings[Counts] != 1 || standings[Rejected] != 1 {
		t.Errorf("standings %v", standings)
	}

	// merging the same again changes nothing
	if report := merge(t, central, at("a_r1.itb"), at("b_r1.itb")); len(report.Conflicts) != 0 || report.Digest != decided {
		t.Errorf("again: %+v", report)
	}

	must(t, central.TakeBack(c, "doch nicht", "E. Muster", noon))
	if conflicts, rejected, digest := marks(t, central); conflicts != 2 || rejected != 0 || digest != open {
		t.Errorf("taken back: %d in conflict, %d rejected, digest %s", conflicts, rejected, digest)
	}
	wantCode(t, central.TakeBack(c, "x", "y", noon), CodeNoDecision)
	all, err := central.Decisions()
	must(t, err)
	if len(all) != 2 || all[0].InForce || all[0].By != "E. Muster" || all[0].Reason != "telefonisch geklärt" || all[1].Digest != "" {
		t.Errorf("decisions %+v", all)
	}
}

// A decision is about the versions that there were: another one opens the
// conflict again.
func TestALaterVersionOpensTheConflictAgain(t *testing.T) {
	at, central, c := twoAuthors(t)
	must(t, central.Resolve(c, c.Digests[0], "geklärt", "E. Muster", noon))
	newOffice(t, at("d.itb"), jena).answer("anzahl", "3").submit(at("d_r1.itb"))
	report := merge(t, central, at("d_r1.itb"))
	if len(report.Conflicts) != 1 || len(report.Conflicts[0].Digests) != 3 {
		t.Errorf("conflicts %+v", report.Conflicts)
	}
	all, err := central.Decisions()
	must(t, err)
	if len(all) != 1 || all[0].InForce {
		t.Errorf("decisions %+v", all)
	}
}

func TestResolveRefuses(t *testing.T) {
	at, central, c := twoAuthors(t)
	wantCode(t, central.Resolve(c, "0000", "x", "y", noon), CodeNoConflict)
	elsewhere := c
	elsewhere.Unit.Key = gera
	wantCode(t, central.Resolve(elsewhere, c.Digests[0], "x", "y", noon), CodeNoConflict)
	o := newOffice(t, at("e.itb"), gera)
	wantCode(t, o.file.Resolve(c, c.Digests[0], "x", "y", noon), CodeNoConflict)
}
