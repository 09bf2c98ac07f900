package export

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"bestand.example/itbestand/survey"
)

// dataPackage describes the CSV files of a folder to programs (Data Package 2.0,
// datapackage.org): what each column is called, what it is, how it is written.
type dataPackage struct {
	Schema      string         `json:"$schema"`
	Name        string         `json:"name"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Version     string         `json:"version"`
	Created     string         `json:"created,omitempty"`
	Sources     []dataSource   `json:"sources,omitempty"`
	Resources   []dataResource `json:"resources"`
}

type dataSource struct {
	Title   string `json:"title"`
	Version string `json:"version,omitempty"`
}

type dataResource struct {
	Name      string      `json:"name"`
	Path      string      `json:"path"`
	Title     string      `json:"title"`
	Type      string      `json:"type"`
	Format    string      `json:"format"`
	MediaType string      `json:"mediatype"`
	Encoding  string      `json:"encoding"`
	Bytes     int64       `json:"bytes"`
	Hash      string      `json:"hash"`
	Dialect   dataDialect `json:"dialect"`
	Schema    dataSchema  `json:"schema"`
}

type dataDialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	QuoteChar      string `json:"quoteChar"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

type dataSchema struct {
	Fields        []dataField `json:"fields"`
	MissingValues []string    `json:"missingValues"`
}

type dataField struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Title       string `json:"title,omitempty"`
	DecimalChar string `json:"decimalChar,omitempty"`
}

// describe writes datapackage.json.
func (c *csvFolder) describe(sets []*setScan) error {
	if c == nil {
		return nil
	}
	b := c.w.book
	p := dataPackage{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: "itbestand", Title: survey.CleanLine(b.Title),
		Description: c.w.words.T("tables.description"), Version: layoutVersion,
	}
	if !b.Created.IsZero() {
		p.Created = b.Created.UTC().Format(time.RFC3339)
	}
	for _, one := range sets {
		p.Sources = append(p.Sources, dataSource{survey.CleanLine(one.set.Title.In(c.w.words.Lang())), one.set.ID + " " + one.set.Version})
	}
	for _, t := range c.tables {
		p.Resources = append(p.Resources, t.resource())
	}
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.dir, "datapackage.json"), append(text, '\n'), 0o644)
}

func (t *csvTable) resource() dataResource {
	r := dataResource{
		Name: t.name, Path: t.path(), Title: survey.CleanLine(t.title), Type: "table", Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Bytes: t.out.bytes, Hash: t.digest(), Dialect: dataDialect{";", "\n", `"`, true, true}, Schema: dataSchema{MissingValues: []string{""}},
	}
	for i, c := range t.columns {
		f := dataField{Name: c.name, Title: survey.CleanLine(cmp.Or(c.label, c.name)), Type: t.kinds[i].name()}
		if f.Type == "number" {
			f.DecimalChar = ","
		}
		r.Schema.Fields = append(r.Schema.Fields, f)
	}
	return r
}

// name is the word of the standard (Table Schema). A column without any cell is
// one of texts.
func (k csvKind) name() string {
	return [...]string{csvNothing: "string", csvInteger: "integer", csvNumber: "number", csvDate: "date", csvTime: "datetime", csvText: "string"}[k]
}
