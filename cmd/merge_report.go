package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// mergeReply is a text that can be sent to whoever handed a file in that was
// refused, or whose response contradicts another one: what came, why it does
// not count, and what to do. Empty for all other files.
func (a *app) mergeReply(f store.FileReport) string {
	about := strings.TrimSpace(survey.CleanLine(f.Unit.Key + " " + f.Unit.Name))
	if about != "" {
		about = " (" + about + ")"
	}
	switch {
	case f.Refusal != nil:
		reason, hint := f.Refusal.Say(a.words)
		return a.words.T("report.reply_refused", f.Name, about, reason, hint)
	case f.Conflict:
		reply := a.words.T("report.reply_conflict", f.Name, about, survey.ShortDigest(f.Digest))
		if len(f.Disputed) > 0 {
			reply += "\n" + a.words.T("merge.disputed", numbers(f.Disputed))
		}
		return reply
	}
	return ""
}

func numbers(all []int) string {
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ", ")
}

// reportTarget refuses a name of the report that could be that of something
// else: a report replaces an older one, and must not replace a return.
func (a *app) reportTarget(path string) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".txt", ".json":
	default:
		if path != "" {
			return a.failIn("merge", exitUsage, "report_ending", survey.CleanLine(path))
		}
	}
	return nil
}

// writeReport writes what a merge did with every file: as JSON where the name
// ends so, otherwise as a text to read and to answer senders from.
func (a *app) writeReport(path string, r store.Report) error {
	var b bytes.Buffer
	if strings.EqualFold(filepath.Ext(path), ".json") {
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(merged(a, r)); err != nil {
			return err
		}
	} else {
		b.WriteString("\ufeff" + strings.ReplaceAll(a.reportText(r), "\n", "\r\n"))
	}
	return writeWhole(path, b.Bytes())
}

func (a *app) reportText(r store.Report) string {
	var b strings.Builder
	if r.Left > 0 {
		fmt.Fprintln(&b, a.words.T("merge.report_part", r.Left))
	}
	fmt.Fprintln(&b, a.words.T("cmd.merge_result", r.Merged, r.Unchanged+r.Older, r.Replaced, len(r.Conflicts), r.Refused))
	fmt.Fprintln(&b, a.words.T("cmd.merge_begun", r.Begun))
	fmt.Fprintln(&b, a.words.T("cmd.merge_digest", survey.ShortDigest(r.Digest)))
	for _, f := range r.Files {
		fmt.Fprintf(&b, "\n%s\n", a.words.T("report.file", f.Name, f.Say(a.words)))
		for _, line := range append(a.carriedLines(f), a.formerLines(f)...) {
			fmt.Fprintf(&b, "  %s\n", line)
		}
		if reply := a.mergeReply(f); reply != "" {
			fmt.Fprintf(&b, "%s\n  %s\n", a.words.T("report.reply"), strings.ReplaceAll(reply, "\n", "\n  "))
		}
	}
	return b.String()
}
