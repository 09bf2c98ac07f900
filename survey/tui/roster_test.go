package tui

import (
	"testing"

	"bestand.example/itbestand/survey"
)

func TestRosterIsBuiltRowByRow(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.sees("Serverliste (Pflicht)", "Noch keine Einträge.", "n neu", "k keine")
	b.keys("n")
	b.at("s_name")
	b.sees("Serverliste, Eintrag 1  ")
	b.keys("srv-süd", "enter")
	b.sees("Serverliste, Eintrag 1 (srv-süd")
	b.keys("v", "enter")
	b.at("server")
	b.sees("> Eintrag 1, erledigt: srv-süd (Virtuell)")
	b.keys("n", "enter", "p", "enter", "2019", "enter")
	b.sees("> Eintrag 2, offen: … (Physisch)")
	b.keys("up", "enter")
	b.at("s_name")
	b.sees("> srv-süd|")
	b.keys("shift+tab")
	b.at("server")
	b.keys("tab")
	b.at("hinweis")
}

func TestRosterConfirmsNone(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.keys("k")
	b.at("hinweis")
	b.keys("shift+tab")
	b.sees("Bestätigt: Es gibt keine Einträge.")
	b.keys("n", "a", "enter", "enter", "k")
	b.at("server")
	b.sees("Fehler: Die Liste hat bereits Einträge.")
}

func TestRosterLeavesItOpen(t *testing.T) {
	for _, key := range []string{"enter", "tab", "right"} {
		b := screenDesk(t, at("server"))
		b.keys(key)
		b.at("hinweis")
		if b.answer("server").Given() {
			t.Errorf("%s answered the list", key)
		}
	}
}

func TestRosterDeletesOnlyAfterAsking(t *testing.T) {
	row := func(a *survey.Answers) {
		a.AddRow("server", 1)
		a.Set(survey.Key{Question: "s_name", Row: 1}, survey.Answer{Value: survey.TextValue("srv")})
	}
	for _, no := range [][]string{{"enter"}, {"n"}, {"esc"}, {"shift+tab"}} {
		b := screenDesk(t, at("server"), row)
		b.keys("l")
		b.sees("Eintrag 1 wirklich mit allen Angaben löschen? srv", "> Nein, behalten")
		b.keys(no...)
		if len(b.s.Response.Answers.Rows("server")) != 1 {
			t.Errorf("%v deleted the row", no)
		}
	}
	for _, yes := range [][]string{{"down", "enter"}, {"j"}} {
		b := screenDesk(t, at("server"), row)
		b.keys(append([]string{"delete"}, yes...)...)
		if len(b.s.Response.Answers.Rows("server")) != 0 {
			t.Errorf("%v kept the row", yes)
		}
		b.sees("Noch keine Einträge.")
	}
}

func TestRosterLimitIsExplained(t *testing.T) {
	b := screenDesk(t, at("server"), func(a *survey.Answers) {
		for id := 1; id <= 3; id++ {
			a.AddRow("server", id)
		}
	})
	b.keys("n")
	b.at("server")
	b.sees("Fehler: Es sind höchstens 3 Einträge vorgesehen.")
}

func TestRosterAsksAboutItsWarnings(t *testing.T) {
	b := screenDesk(t, at("server"), func(a *survey.Answers) {
		for id := 1; id <= 2; id++ {
			a.AddRow("server", id)
			a.Set(survey.Key{Question: "s_name", Row: id}, survey.Answer{Value: survey.TextValue("srv")})
		}
	})
	b.keys("tab")
	b.sees("2 Einträge", "Bitte prüfen: Ein Name kommt zweimal vor.")
	b.keys("Cluster", "enter")
	b.at("hinweis")
	if got := b.answer("server").Acknowledged; got != "Cluster" {
		t.Errorf("reason %q", got)
	}
}

func TestRosterTakesAMissingCode(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.keys("f4", "enter")
	b.at("hinweis")
	if got := b.answer("server").Missing; got != "unbekannt" {
		t.Errorf("missing code %q", got)
	}
}

func TestManyRowsScroll(t *testing.T) {
	b := screenDesk(t, at("server"), func(a *survey.Answers) {
		for id := 1; id <= 150; id++ {
			a.AddRow("server", id)
		}
	})
	b.sees("> Eintrag 1, offen") // the first one that lacks something
	b.keys("end")
	b.sees("> Eintrag 150, offen")
	b.keys("home")
	b.sees("> Eintrag 1, offen")
	b.keys("pgdown", "down", "enter")
	b.at("s_name")
}

func TestFastTypingInARosterLosesNoKey(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.keys("nsrv") // one message of four letters
	b.at("s_name")
	b.sees("> srv|")
}
