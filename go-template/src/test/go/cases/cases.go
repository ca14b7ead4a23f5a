// Package cases evaluates template cases with Go's own text/template.
//
//	renew FILE...   fills in the expected results of the cases in each file
//	serve           answers cases on standard input, one JSON object a line
//	functions       names of Sprig's functions, one a line
//	bench SECONDS   how often the case on standard input is parsed and rendered a second
//	render SECONDS  how often it is rendered, parsed once
package cases

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/template"
	"time"
	"unicode/utf8"

	"github.com/Masterminds/sprig/v3"
)

// testCase is one line of a suite. Its fields keep the order they are written in.
type testCase struct {
	Name      string          `json:"name"`
	Template  string          `json:"template"`
	Data      json.RawMessage `json:"data,omitempty"`
	Missing   string          `json:"missingkey,omitempty"`
	Left      string          `json:"left,omitempty"`
	Right     string          `json:"right,omitempty"`
	Functions string          `json:"functions,omitempty"`
	Differs   string          `json:"differs,omitempty"`
	result
}

type result struct {
	Output *string `json:"output,omitempty"`
	Bytes  []byte  `json:"outputBytes,omitempty"`
	Error  string  `json:"error,omitempty"`
	// The error where it is not UTF-8.
	ErrorBytes []byte `json:"errorBytes,omitempty"`
}

func failure(err error) result {
	if !utf8.ValidString(err.Error()) {
		return result{ErrorBytes: []byte(err.Error())}
	}
	return result{Error: err.Error()}
}

// Libraries are the function maps that cases may ask for by name.
type Libraries map[string]template.FuncMap

// Sprig is the text function map of Sprig without what looks at the machine or the network.
func Sprig() template.FuncMap {
	all := sprig.TxtFuncMap()
	for _, removed := range []string{"env", "expandenv", "getHostByName"} {
		delete(all, removed)
	}
	return all
}

// of returns the function map that a case asks for; none where it asks for none.
func (l Libraries) of(c *testCase) template.FuncMap {
	if c.Functions == "" {
		return template.FuncMap{}
	}
	found, ok := l[c.Functions]
	if !ok {
		panic("this program has no function library " + c.Functions)
	}
	return found
}

func (l Libraries) parse(c *testCase) (*template.Template, error) {
	tmpl := template.New("t").Delims(c.Left, c.Right).Funcs(l.of(c))
	if c.Missing != "" {
		tmpl.Option("missingkey=" + c.Missing)
	}
	return tmpl.Parse(c.Template)
}

func (l Libraries) evaluate(c *testCase) (res result) {
	defer func() {
		if r := recover(); r != nil {
			res = result{Error: fmt.Sprintf("panic: %v", r)}
		}
	}()
	tmpl, err := l.parse(c)
	if err != nil {
		return failure(err)
	}
	data, err := decode(c.Data)
	if err != nil {
		return result{Error: "bad case: " + err.Error()}
	}
	var out bytes.Buffer
	if err := tmpl.Execute(&out, data); err != nil {
		return failure(err)
	}
	if !utf8.Valid(out.Bytes()) {
		return result{Bytes: out.Bytes()}
	}
	text := out.String()
	return result{Output: &text}
}

func encode(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

func eachCase(r io.Reader, use func(*testCase) error) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(make([]byte, 1<<20), 1<<26)
	line := 0
	for scanner.Scan() {
		line++
		if strings.TrimSpace(scanner.Text()) == "" {
			continue
		}
		var c testCase
		if err := json.Unmarshal(scanner.Bytes(), &c); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		if err := use(&c); err != nil {
			return err
		}
	}
	return scanner.Err()
}

func (l Libraries) renew(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = eachCase(bytes.NewReader(text), func(c *testCase) error {
		c.result = l.evaluate(c)
		return encode(&out, c)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func (l Libraries) serve() error {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	return eachCase(os.Stdin, func(c *testCase) error {
		return encode(out, l.evaluate(c))
	})
}

// cpuSeconds is the processor time this process has used, garbage collection included.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}

// bench prints how many times the case is rendered in a second of processor time, and parsed each
// time where parses says so.
func (l Libraries) bench(seconds string, parses bool) error {
	limit, err := strconv.ParseFloat(seconds, 64)
	if err != nil {
		return err
	}
	return eachCase(os.Stdin, func(c *testCase) error {
		data, err := decode(c.Data)
		if err != nil {
			return err
		}
		funcs := l.of(c)
		parsed, err := template.New("t").Funcs(funcs).Parse(c.Template)
		if err != nil {
			return err
		}
		count := 0
		start := cpuSeconds()
		for cpuSeconds()-start < limit {
			for i := 0; i < 100; i++ {
				tmpl := parsed
				if parses {
					if tmpl, err = template.New("t").Funcs(funcs).Parse(c.Template); err != nil {
						return err
					}
				}
				var out bytes.Buffer
				if err := tmpl.Execute(&out, data); err != nil {
					return err
				}
			}
			count += 100
		}
		fmt.Printf("%.0f\n", float64(count)/(cpuSeconds()-start))
		return nil
	})
}

func (l Libraries) run(args []string) error {
	switch {
	case len(args) > 1 && args[0] == "renew":
		for _, path := range args[1:] {
			if err := l.renew(path); err != nil {
				return err
			}
		}
		return nil
	case len(args) == 1 && args[0] == "serve":
		return l.serve()
	case len(args) == 1 && args[0] == "functions":
		names := slices.Sorted(maps.Keys(sprig.TxtFuncMap()))
		fmt.Println(strings.Join(names, "\n"))
		return nil
	case len(args) == 2 && (args[0] == "bench" || args[0] == "render"):
		return l.bench(args[1], args[0] == "bench")
	}
	return fmt.Errorf("usage: renew FILE... | serve | functions | bench|render SECONDS")
}

// Main runs the command that the program was started with.
func (l Libraries) Main() {
	if err := l.run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
