package survey

import (
	"sort"
	"strings"
)

// Text is what a question set says, by language ("de", "en").
type Text map[string]string

// German makes a text that exists in German only.
func German(s string) Text {
	if s == "" {
		return nil
	}
	return Text{"de": s}
}

// In returns the text in a language; where it is not translated, German, then
// whatever there is.
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	if s, ok := t["de"]; ok {
		return s
	}
	langs := make([]string, 0, len(t))
	for l := range t {
		langs = append(langs, l)
	}
	sort.Strings(langs)
	for _, l := range langs {
		return t[l]
	}
	return ""
}

// Piped lists the names that the text pipes in with ${name}, with the byte
// offset of each in its language's string.
func (t Text) Piped() []Pipe {
	langs := make([]string, 0, len(t))
	for l := range t {
		langs = append(langs, l)
	}
	sort.Strings(langs)
	var pipes []Pipe
	for _, l := range langs {
		eachPipe(t[l], func(start, end int) { pipes = append(pipes, Pipe{Name: t[l][start+2 : end-1], Lang: l, Offset: start}) })
	}
	return pipes
}

// Pipe is one ${name} in a text.
type Pipe struct {
	Name   string
	Lang   string
	Offset int // bytes from the start of the text
}

// Fill replaces every ${name} by what value says.
func Fill(s string, value func(name string) string) string {
	if !strings.Contains(s, "${") {
		return s
	}
	var b strings.Builder
	last := 0
	eachPipe(s, func(start, end int) {
		b.WriteString(s[last:start])
		b.WriteString(value(s[start+2 : end-1]))
		last = end
	})
	b.WriteString(s[last:])
	return b.String()
}

func eachPipe(s string, each func(start, end int)) {
	for i := 0; i < len(s); {
		start := strings.Index(s[i:], "${")
		if start < 0 {
			return
		}
		start += i
		end := strings.IndexByte(s[start:], '}')
		if end < 0 {
			return
		}
		each(start, start+end+1)
		i = start + end + 1
	}
}
