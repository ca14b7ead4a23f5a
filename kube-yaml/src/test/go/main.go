// Command vectors writes what the real sigs.k8s.io/yaml makes of texts and values, as JSON lines
// that the Java tests compare with. Run it with "go run ." in this folder after a change.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

const target = "../resources/dev/sealer/yaml"

type readCase struct {
	Name  string          `json:"name,omitempty"`
	YAML  string          `json:"yaml"`
	JSON  json.RawMessage `json:"json,omitempty"`
	Error string          `json:"error,omitempty"`
	// Strict is why the strict reading fails where the other does not: a key is set twice.
	Strict string `json:"strict,omitempty"`
}

type writeCase struct {
	JSON json.RawMessage `json:"json"`
	YAML string          `json:"yaml"`
}

func main() {
	write("scalars.jsonl", scalarCases())
	write("documents.jsonl", documentCases())
	write("written.jsonl", writtenCases())
}

func write[T any](name string, cases []T) {
	file, err := os.Create(filepath.Join(target, name))
	check(err)
	out := bufio.NewWriter(file)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, c := range cases {
		check(encoder.Encode(c))
	}
	check(out.Flush())
	check(file.Close())
	fmt.Println(name, len(cases))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func read(name, text string) readCase {
	result, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return readCase{Name: name, YAML: text, Error: err.Error()}
	}
	c := readCase{Name: name, YAML: text, JSON: result}
	if _, err := yaml.YAMLToJSONStrict([]byte(text)); err != nil {
		c.Strict = err.Error()
	}
	return c
}

// Each scalar is read as a value, as an item of a flow sequence where that parses, and as a key.
func scalarCases() []readCase {
	var cases []readCase
	for _, text := range strings.Split(scalars, "\n") {
		if text == "" {
			continue
		}
		cases = append(cases, read("value", "v: "+text+"\n"))
		cases = append(cases, read("key", text+": 1\n"))
	}
	for _, word := range words() {
		cases = append(cases, read("word", "v: "+word+"\n"))
	}
	return cases
}

func words() []string {
	var all []string
	for _, w := range []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", ".nan", ".inf", "-.inf", "+.inf", "t", "f"} {
		all = append(all, w, strings.ToUpper(w), strings.ToUpper(w[:1])+w[1:], w+"x", "x"+w, "'"+w+"'", "\""+w+"\"")
	}
	return all
}

func documentCases() []readCase {
	var cases []readCase
	for _, text := range documents {
		cases = append(cases, read("", text))
	}
	return cases
}

func writtenCases() []writeCase {
	var cases []writeCase
	add := func(text []byte) {
		out, err := yaml.JSONToYAML(text)
		if err != nil {
			// sigs.k8s.io/yaml cannot write what its own YAML reader refuses, such as U+007F.
			fmt.Println("not written:", err)
			return
		}
		cases = append(cases, writeCase{JSON: text, YAML: string(out)})
	}
	for _, text := range values {
		add([]byte(text))
	}
	for _, s := range texts() {
		quoted, err := json.Marshal(s)
		check(err)
		add(quoted)
		add([]byte(`{"k":` + string(quoted) + `}`))
		add([]byte(`{"a":{"b":[` + string(quoted) + `,{"c":` + string(quoted) + `}]}}`))
		add([]byte(`{` + string(quoted) + `:[1,{"x":null}]}`))
	}
	return cases
}
