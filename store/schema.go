package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

// applicationID marks a survey file in the header of its database: "ITBE".
const applicationID = 0x49544245

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations returns the numbered steps from an empty database to the newest
// schema. Step n leads from version n-1 to version n; the number of steps is
// the version that this program writes.
func migrations() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err) // embedded: cannot fail
	}
	slices.Sort(names)
	steps := make([]string, len(names))
	for i, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		steps[i] = string(text)
	}
	return steps
}

// migrate leads a database from a version to the newest one, in one
// transaction.
func migrate(l link, steps []string, from int) error {
	return l.tx(func() error {
		for _, step := range steps[from:] {
			if err := l.exec(step); err != nil {
				return err
			}
		}
		if err := l.exec(fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
			return err
		}
		return l.exec(fmt.Sprintf("PRAGMA user_version = %d", len(steps)))
	})
}

// object is one entry of a database's schema.
type object struct{ kind, name, table, sql string }

// schemaOf lists what a database consists of, sorted: copying a database may
// reorder its schema. A file is one of ours only if its list equals ours text
// for text: that keeps out views, triggers, virtual tables and generated
// columns.
func schemaOf(l link) ([]object, error) {
	var list []object
	for r, err := range l.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name") {
		if err != nil {
			return nil, err
		}
		list = append(list, object{r.text(0), r.text(1), r.text(2), r.text(3)})
	}
	return list, nil
}

// expectedSchema is the list of the version that the given steps lead to.
func expectedSchema(steps []string) ([]object, error) {
	l, err := connect(context.Background(), memoryDSN())
	if err != nil {
		return nil, err
	}
	defer l.close()
	if err := migrate(l, steps, 0); err != nil {
		return nil, err
	}
	return schemaOf(l)
}
