package cmd

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
)

// receipt is the text that whoever handed in keeps.
func (a *app) receipt(w *working, all []*working, next []*survey.Response, target string, recipients []seal.Recipient) string {
	set := w.set
	first := next[0]
	var b strings.Builder
	line := func(key, value string) {
		fmt.Fprintf(&b, "%-16s %s\n", a.words.T("cmd.receipt_"+key)+":", survey.CleanLine(value))
	}
	title := "cmd.receipt_title"
	if first.FollowUp != nil {
		title = "query.receipt_title"
	}
	fmt.Fprintf(&b, "%s\n\n", a.words.T(title))
	line("file", filepath.Base(target))
	line("unit", a.about(set.Questionnaire, first.Unit))
	line("set", fmt.Sprintf("%s (%s %s)", set.Title.In(a.words.Lang()), first.SetID, first.SetVersion))
	if !set.Anonymous {
		line("revision", fmt.Sprint(revisionOf(next)))
	}
	if first.FollowUp != nil {
		fmt.Fprintf(&b, "%-16s %s\n", a.words.T("query.receipt_base")+":", a.words.T("query.receipt_base_value", first.FollowUp.Revision, survey.ShortDigest(first.FollowUp.Base)))
	} else if all[0].nth > 0 {
		line("responses", fmt.Sprint(len(all)))
	}
	done, asked, incomplete := 0, 0, false
	for i, one := range all {
		d, n := one.session.Assessment().Progress()
		done, asked, incomplete = done+d, asked+n, incomplete || next[i].Incomplete
	}
	line("answers", a.words.T("cmd.receipt_answers_value", done, asked))
	for _, name := range releases(next) {
		line("release", name)
	}
	line("digest", survey.ShortDigest(survey.ReturnDigest(set.Questionnaire, next)))
	for _, one := range all {
		for _, label := range a.following(one) {
			line("later", label)
		}
	}
	b.WriteString("\n")
	if incomplete {
		fmt.Fprintln(&b, a.words.T("cmd.receipt_incomplete"))
	}
	if set.Anonymous {
		fmt.Fprintln(&b, a.words.T("cmd.receipt_once"))
	}
	if len(recipients) == 0 {
		fmt.Fprintln(&b, a.words.T("cmd.receipt_unsealed"))
	}
	for _, r := range recipients {
		fmt.Fprintln(&b, a.words.T("seal.receipt_sealed", survey.ShortDigest(r.Fingerprint())))
	}
	for _, line := range a.afterwards(w, next, target) {
		fmt.Fprintf(&b, "\n%s\n", survey.Clean(line))
	}
	return b.String()
}

// afterwards says what whoever handed in does next: where to send the return,
// how its digest is told by telephone, what to keep. An anonymous return is not
// spoken about, and nothing of it is kept: both would tell whose it is.
func (a *app) afterwards(w *working, next []*survey.Response, target string) []string {
	say := func(key string, args ...any) string { return a.words.T("start.next_"+key, args...) }
	file, send := filepath.Base(target), ""
	if send = say("send", file); w.wave != nil {
		send = say("send_wave", file, w.wave.ReturnTo.In(a.words.Lang()))
	}
	lines := []string{say("title"), send}
	if w.set.Anonymous {
		return lines
	}
	lines = append(lines, say("phone", survey.ShortDigest(survey.ReturnDigest(w.set.Questionnaire, next))), say("keep"))
	if w.wave != nil {
		lines = append(lines, say("contact", a.date(w.wave.Deadline), contactLine(w.wave.Contact)))
	}
	return lines
}

// releases are those who released the responses, each named once.
func releases(responses []*survey.Response) []string {
	var names []string
	for _, r := range responses {
		if r.Release != "" && !slices.Contains(names, r.Release) {
			names = append(names, r.Release)
		}
	}
	return names
}

// about says whose answers they are; of anonymous ones, what they tell.
func (a *app) about(set *survey.Questionnaire, u survey.Unit) string {
	switch {
	case set.Project:
		return a.words.T("cmd.receipt_project")
	case set.Anonymous:
		district := cmp.Or(strings.TrimSpace(u.DistrictKey+" "+u.District), a.words.T("cmd.receipt_untold"))
		return a.words.T("cmd.receipt_veiled", district, cmp.Or(u.SizeClassLabel(), a.words.T("cmd.receipt_untold")))
	}
	return strings.TrimSpace(u.Key + " " + u.Name)
}

// following lists what a response says will follow.
func (a *app) following(w *working) []string {
	var labels []string
	ev := w.session.Assessment()
	for _, f := range ev.Findings() {
		if f.Code != survey.Later {
			continue
		}
		label := ev.Label(f.Key(), a.words.Lang())
		if w.nth > 0 {
			label = a.words.T("cmd.response_nth", w.nth) + ": " + label
		}
		labels = append(labels, label)
	}
	return labels
}

// date is a day of the calendar as people write it.
func (a *app) date(d survey.Date) string {
	if a.words.Lang() == "de" {
		return d.German()
	}
	return d.String()
}
