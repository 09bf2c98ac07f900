package parser_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open("../../questionnaires/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The schema helps in an editor, and the walk decides. Here both are held
// equal: the schema accepts what the walk accepts, and refuses what it refuses
// unless the example says that a schema cannot see it.
func TestSchemaAndWalkAgree(t *testing.T) {
	s := schema(t)
	for _, e := range append(examples(t, "right"), examples(t, "wrong")...) {
		if e.schema == "unread" {
			continue // no document that an editor could check
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(e.files["set.yaml"].Data, &doc); err != nil {
			t.Fatalf("%s: %v", e.name, err)
		}
		err := s.Validate(plain(doc.Content[0]))
		switch {
		case e.schema == "sees" && err == nil:
			t.Errorf("%s: the schema accepts it", e.name)
		case e.schema != "sees" && err != nil:
			t.Errorf("%s: the schema refuses it: %v", e.name, err)
		}
	}
}

func TestSchemaAcceptsTheRealSet(t *testing.T) {
	data, err := os.ReadFile("../../questionnaires/it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(plain(doc.Content[0])); err != nil {
		t.Error(err)
	}
}

// plain is a node as an editor sees it: with the types that YAML gives to
// values.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			if _, twice := m[n.Content[i].Value]; !twice { // the walk, too, takes the first
				m[n.Content[i].Value] = plain(n.Content[i+1])
			}
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(item))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		if whole, err := strconv.ParseInt(strings.ReplaceAll(n.Value, "0o", "0"), 0, 64); err == nil {
			return whole
		}
		if number, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return number
		}
	}
	return n.Value
}
