package survey

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// What nearly every answer looks like is validated by a shortcut. It must say
// what the long way says.
func TestShortcutsOfValidate(t *testing.T) {
	t.Run("numbers", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			q := &Question{Name: "x", Type: rapid.SampledFrom([]Type{TypeInteger, TypeDecimal, TypeMoney, TypePercent, TypeYear}).Draw(t, "type")}
			q.Decimals = rapid.IntRange(0, 2).Draw(t, "decimals")
			v := Value{KindNumber, rapid.StringMatching(`-?0?[0-9]{0,12}(\.[0-9]{0,3})?[ e+x]?`).Draw(t, "text")}
			if short, long := q.checkNumber(v), q.checkAnyNumber(v); !reflect.DeepEqual(short, long) {
				t.Fatalf("%v of %v: %v, by the long way %v", v, q.Type, short, long)
			}
		})
	})
	t.Run("codes", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			q := &Question{Name: "x", Type: rapid.SampledFrom([]Type{TypeSelectOne, TypeSelectMultiple, TypeRank}).Draw(t, "type"), List: lawList}
			if rapid.Bool().Draw(t, "other") {
				q.Other = German("anderes")
			}
			q.prepareList()
			q.Min, q.Max = rapid.IntRange(0, 3).Draw(t, "min"), rapid.IntRange(0, 3).Draw(t, "max")
			parts := rapid.SliceOfN(rapid.SampledFrom([]string{"eins", "zwei", "keins", "vier", OtherCode, " ", "\n", "Worte", ""}), 1, 4).Draw(t, "parts")
			text := ""
			for _, p := range parts {
				text += p
			}
			v := Value{rapid.SampledFrom([]Kind{KindCode, KindCodes, KindRanking}).Draw(t, "kind"), text}
			if short, long := q.checkCodes(v), q.checkAnyCodes(v); !reflect.DeepEqual(short, long) {
				t.Fatalf("%+v: %v, by the long way %v", v, short, long)
			}
		})
	})
}
