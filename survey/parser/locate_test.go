package parser

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// Every character of a scalar that is no blank is found again in the source,
// in each style in which a scalar can be written.
func TestLocateFindsEveryCharacter(t *testing.T) {
	styles := []yaml.Style{0, yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle, yaml.LiteralStyle, yaml.FoldedStyle}
	word := rapid.StringOfN(rapid.RuneFrom([]rune(`aäß€"'\${}()<>=#:`)), 1, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		value := strings.Join(rapid.SliceOfN(word, 1, 12).Draw(t, "words"), rapid.SampledFrom([]string{" ", "  ", "\n", "\n\n"}).Draw(t, "between"))
		style := rapid.SampledFrom(styles).Draw(t, "style")
		tree := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
			{Kind: yaml.ScalarNode, Value: "schlüssel"}, {Kind: yaml.ScalarNode, Tag: "!!str", Value: value, Style: style},
		}}
		text, err := yaml.Dump(tree, yaml.WithLineWidth(rapid.SampledFrom([]int{20, 200}).Draw(t, "width")))
		if err != nil {
			t.Skip("cannot be written in this style")
		}
		var doc yaml.Node
		if err := yaml.Load(text, &doc); err != nil || doc.Content[0].Content[1].Value != value {
			t.Skip("does not read back in this style")
		}
		checkPlaces(t, &source{text: string(text)}, doc.Content[0].Content[1])
	})
}

func checkPlaces(t *rapid.T, s *source, n *yaml.Node) {
	for i, c := range []rune(n.Value) {
		if isBlank(c) {
			continue
		}
		at := s.locate(n, i)
		found := s.line(at.line)[at.column-1]
		if escaped := n.Style == yaml.DoubleQuotedStyle && found == '\\'; found != c && !escaped {
			t.Fatalf("character %d %q is found as %q at %d:%d of\n%s", i, c, found, at.line, at.column, s.text)
		}
	}
}
