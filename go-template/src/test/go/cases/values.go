package cases

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// person is the one struct that cases may use: fields and methods.
type person struct {
	Name string
	Age  int
	Tags []string
	Boss any
}

func (p person) Greet(greeting string) string { return greeting + ", " + p.Name }
func (p person) Older(years int) person       { p.Age += years; return p }
func (p person) Fail() (string, error)        { return "", errors.New("no luck") }
func (p person) Join(sep string, more ...string) string {
	return strings.Join(append([]string{p.Name}, more...), sep)
}

// level is the one named number with a String method.
type level int

func (l level) String() string { return fmt.Sprintf("level-%d", int(l)) }

var testFunctions = map[string]any{
	"upper": strings.ToUpper,
	"add":   func(a, b int) int { return a + b },
	"sum": func(numbers ...int) int {
		total := 0
		for _, n := range numbers {
			total += n
		}
		return total
	},
	"echo": func(v any) any { return v },
	"fail": func() (string, error) { return "", errors.New("always fails") },
}

// decode reads tagged JSON. Plain JSON numbers are int where they are whole, else float64; an
// object with one key that starts with $ is a value of another type.
func decode(raw json.RawMessage) (any, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil, err
	}
	return typed(v)
}

func typed(v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		if n, err := strconv.Atoi(v.String()); err == nil {
			return n, nil
		}
		return v.Float64()
	case []any:
		return typedList(v)
	case map[string]any:
		if len(v) == 1 {
			for tag, content := range v {
				if strings.HasPrefix(tag, "$") {
					return tagged(tag, content)
				}
			}
		}
		out := make(map[string]any, len(v))
		for key, item := range v {
			value, err := typed(item)
			if err != nil {
				return nil, err
			}
			out[key] = value
		}
		return out, nil
	}
	return v, nil
}

func typedList(items []any) ([]any, error) {
	out := make([]any, len(items))
	for i, item := range items {
		value, err := typed(item)
		if err != nil {
			return nil, err
		}
		out[i] = value
	}
	return out, nil
}

func number[T int8 | int16 | int32 | int64](content any) (any, error) {
	n, err := strconv.ParseInt(fmt.Sprint(content), 10, 64)
	return T(n), err
}

func unsigned[T uint | uint8 | uint16 | uint32 | uint64](content any) (any, error) {
	n, err := strconv.ParseUint(fmt.Sprint(content), 10, 64)
	return T(n), err
}

func slice[T any](content any) (any, error) {
	items, err := typedList(content.([]any))
	if err != nil {
		return nil, err
	}
	out := make([]T, len(items))
	for i, item := range items {
		value, ok := item.(T)
		if !ok {
			return nil, fmt.Errorf("%T does not fit the list", item)
		}
		out[i] = value
	}
	return out, nil
}

func dict[T any](content any) (any, error) {
	out := map[string]T{}
	for key, item := range content.(map[string]any) {
		value, err := typed(item)
		if err != nil {
			return nil, err
		}
		fitting, ok := value.(T)
		if !ok {
			return nil, fmt.Errorf("%T does not fit the map", value)
		}
		out[key] = fitting
	}
	return out, nil
}

func intMap(content any) (any, error) {
	out := map[int]string{}
	for key, item := range content.(map[string]any) {
		n, err := strconv.Atoi(key)
		if err != nil {
			return nil, err
		}
		out[n] = item.(string)
	}
	return out, nil
}

func tagged(tag string, content any) (any, error) {
	switch tag {
	case "$int8":
		return number[int8](content)
	case "$int16":
		return number[int16](content)
	case "$int32":
		return number[int32](content)
	case "$int64":
		return number[int64](content)
	case "$uint":
		return unsigned[uint](content)
	case "$uint8":
		return unsigned[uint8](content)
	case "$uint16":
		return unsigned[uint16](content)
	case "$uint32":
		return unsigned[uint32](content)
	case "$uint64":
		return unsigned[uint64](content)
	case "$float64":
		return strconv.ParseFloat(fmt.Sprint(content), 64)
	case "$float32":
		f, err := strconv.ParseFloat(fmt.Sprint(content), 32)
		return float32(f), err
	}
	return taggedComposite(tag, content)
}

func taggedComposite(tag string, content any) (any, error) {
	switch tag {
	case "$bytes":
		return base64.StdEncoding.DecodeString(content.(string))
	case "$binary": // a string of any bytes
		text, err := base64.StdEncoding.DecodeString(content.(string))
		return string(text), err
	case "$strings":
		return slice[string](content)
	case "$ints":
		return slice[int](content)
	case "$lists":
		return slice[[]any](content)
	case "$dicts":
		return slice[map[string]any](content)
	case "$stringMap":
		return dict[string](content)
	case "$intValues":
		return dict[int](content)
	case "$bytesMap":
		return dict[[]byte](content)
	case "$listMap":
		return dict[[]any](content)
	case "$dictMap":
		return dict[map[string]any](content)
	case "$intMap":
		return intMap(content)
	case "$nil":
		return map[string]any{
			"map": map[string]any(nil), "list": []any(nil), "strings": []string(nil), "bytes": []byte(nil),
		}[content.(string)], nil
	case "$func":
		return testFunctions[content.(string)], nil
	case "$time":
		return time.Parse(time.RFC3339Nano, content.(string))
	case "$duration":
		return time.ParseDuration(content.(string))
	case "$level":
		n, err := strconv.Atoi(fmt.Sprint(content))
		return level(n), err
	case "$person":
		return newPerson(content.(map[string]any))
	}
	return nil, fmt.Errorf("unknown tag %s", tag)
}

func newPerson(content map[string]any) (any, error) {
	boss, err := typed(content["boss"])
	if err != nil {
		return nil, err
	}
	p := person{Name: content["name"].(string), Boss: boss}
	if age, ok := content["age"]; ok {
		p.Age, err = strconv.Atoi(fmt.Sprint(age))
	}
	if tags, ok := content["tags"].([]any); ok {
		for _, tag := range tags {
			p.Tags = append(p.Tags, tag.(string))
		}
	}
	return p, err
}
