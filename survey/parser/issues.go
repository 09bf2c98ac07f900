package parser

import (
	"regexp"
	"sync"

	"bestand.example/itbestand/survey"
)

type syntaxMessage struct {
	pattern *regexp.Regexp
	code    string
}

// syntaxMessages translates what the parser of expressions says into codes.
// Each pattern's group is the argument.
var syntaxMessages = sync.OnceValue(func() []syntaxMessage {
	return []syntaxMessage{
		{regexp.MustCompile(`^unexpected (?:token EOF|end of expression)`), "syntax_end"},
		{regexp.MustCompile(`^unexpected token Operator\("(=)"\)`), "syntax_equals"},
		{regexp.MustCompile(`^unexpected token Operator\("(?:#|\.)"\)`), string(survey.IssuePointer)},
		{regexp.MustCompile(`^unexpected token \w+\("(.*)"\)`), "syntax_token"},
		{regexp.MustCompile(`^unrecognized character: U\+[0-9A-F]+ '(.)'`), "syntax_token"},
		{regexp.MustCompile(`^literal not terminated`), "syntax_quote"},
		{regexp.MustCompile(`^invalid char escape`), "syntax_escape"},
		{regexp.MustCompile(`^bad number syntax: "(.*)"`), "syntax_number"},
		{regexp.MustCompile(`^(?:invalid (?:integer|float|hex|octal|binary) literal|(?:integer|float) literal is too large)`), "syntax_number_long"},
	}
})

// curlyQuotes are quotes as word processors set them, which a text cannot stand
// in: as the parser names one, and with what they enclose.
var curlyQuotes = sync.OnceValue(func() (quotes struct{ named, enclosing *regexp.Regexp }) {
	quotes.named = regexp.MustCompile(`^unrecognized character: U\+[0-9A-F]+ '[„“”‚‘’«»‹›]'`)
	quotes.enclosing = regexp.MustCompile(`^[„“”‚‘’«»‹›]([^„“”‚‘’«»‹›"']+)[„“”‚‘’«»‹›"']`)
	return quotes
})

// curlyText is what stands between such quotes, or an ellipsis.
func curlyText(i survey.Issue) string {
	source := []rune(i.Expression.Source)
	if groups := curlyQuotes().enclosing.FindStringSubmatch(string(source[min(i.Offset, len(source)):])); groups != nil {
		return groups[1]
	}
	return "…"
}

// issueWords are the code and the arguments of the sentence about an issue.
func issueWords(i survey.Issue) (code string, args []string) {
	switch {
	case i.Code == survey.IssueSyntax && curlyQuotes().named.MatchString(i.Args[0]):
		return "syntax_curly", []string{curlyText(i)}
	case i.Code == survey.IssueSyntax:
		for _, m := range syntaxMessages() {
			if groups := m.pattern.FindStringSubmatch(i.Args[0]); groups != nil {
				return m.code, groups[1:]
			}
		}
	case i.Code == survey.IssueUnknownField && len(i.Args) == 2 && i.Args[0] == i.Args[1]:
		return string(survey.IssueNoValue), i.Args[:1] // a note's column is there, but has no type
	case i.Code == survey.IssueArgumentCount && i.Args[0] == "":
		return string(i.Code), []string{wordPattern().FindString(string([]rune(i.Expression.Source)[i.Offset:]))}
	}
	return string(i.Code), i.Args
}
