package parser_test

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v4"
)

// An editor that has the schema finds no fault with the set that people begin
// with.
func TestSchemaAcceptsTheStarterSet(t *testing.T) {
	data, err := os.ReadFile("../../cmd/fragensatz.yaml")
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
