package population

import (
	"encoding/csv"
	"slices"
	"strings"
)

// mailColumn holds the address that invitations go to.
const mailColumn = "kontakt_mail"

// Mails gives the addresses in a list by unit key, as far as it has such a
// column. What is wrong with the list is for Read to say.
func Mails(data []byte) map[string]string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	mails := map[string]string{}
	records, err := r.ReadAll()
	if err != nil || len(records) == 0 {
		return mails
	}
	at := func(names ...string) int {
		return slices.IndexFunc(records[0], func(h string) bool { return slices.Contains(names, strings.ToLower(strings.TrimSpace(h))) })
	}
	key, mail := at("schluessel", "einheit_schluessel"), at(mailColumn)
	if key < 0 || mail < 0 {
		return mails
	}
	for _, record := range records[1:] {
		mails[strings.TrimSpace(record[key])] = strings.TrimSpace(record[mail])
	}
	return mails
}
