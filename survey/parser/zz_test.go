package parser_test
import ("testing";"fmt";"strings";"time";"bestand.example/itbestand/survey/parser")
func TestZZ(t *testing.T){
 run:=func(n,s string){ st:=time.Now(); _,_,err:=parser.Questionnaire(inMemory(s),"set.yaml"); e:=""; if err!=nil{e=err.Error()}; fmt.Printf("%-30s %8d bytes %v %.90s\n",n,len(s),time.Since(st).Round(time.Millisecond),e)}
 gen:=func(k int,f func(i int)string)string{var b strings.Builder;b.WriteString(head+section);for i:=range k{b.WriteString(f(i))};return b.String()}
 run("150 q right",gen(150,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: integer, label: F, constraint: q%d > 1}\n",i,i)}))
 run("1000 q right",gen(1000,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: integer, label: F, constraint: q%d > 1}\n",i,i)}))
 run("5000 q no expr",gen(5000,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: integer, label: F}\n",i)}))
 run("5000 q constraint",gen(5000,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: integer, label: F, constraint: q%d > 1}\n",i,i)}))
 run("5000 q 3 expr",gen(5000,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: integer, label: F, constraint: q%d > 1, relevant: 1 > 2, warnings: [{when: q%d > 9, message: M}]}\n",i,i,i)}))
 run("5000 unknown names",gen(5000,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: integer, label: F, constraint: x%d > 1}\n",i,i)}))
 run("5000 long unknown",gen(5000,func(i int)string{return fmt.Sprintf("      - {name: qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq%d, type: text, label: F, constraint: zzqqqqqqqqqqqqqqqqqqqqqqqqqqqq%d > 1}\n",i,i)}))
 run("50000 pipes",gen(40,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: integer, label: F, hint: '%s'}\n",i,strings.Repeat("${xyz}",600))}))
 run("unknown keys long",head+section+question+strings.Repeat("k",1000000)+": 1\n")
 run("one line",head+"choices: {"+strings.Repeat("a b: [],",120000)+"}\n"+section+question)
 run("nul bytes",head+strings.Repeat("\x00",1000000))
 run("dup keys one line",head+"choices: {"+strings.Repeat("a: 1,",190000)+"}\n"+section+question)
 run("many lists",head+"choices:\n"+func()string{var b strings.Builder;for i:=range 40000{fmt.Fprintf(&b,"  l%d: [{name: a, label: a}]\n",i)};return b.String()}()+section+question)
 run("unknown lists",gen(4000,func(i int)string{return fmt.Sprintf("      - {name: q%d, type: select_one, label: F, choices: y%d}\n",i,i)}))
}
