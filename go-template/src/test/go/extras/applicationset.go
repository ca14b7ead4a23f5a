package main

import (
	"regexp"
	"strings"
	"text/template"

	"github.com/gosimple/slug"
	"sealer.dev/go-template/conformance/cases"
	"sigs.k8s.io/yaml"
)

const (
	longestName        = 253
	usualLongestSlug   = 50
	slugIsCutAtHyphens = true
)

var notInNames = regexp.MustCompile("[^-a-z0-9.]")

// applicationSet is Sprig with what Argo CD adds. Its own package needs all of Argo CD, so that the
// few lines around the libraries are written again here.
func applicationSet() template.FuncMap {
	funcs := cases.Sprig()
	funcs["normalize"] = normalize
	funcs["slugify"] = slugify
	funcs["toYaml"] = func(v any) (string, error) {
		text, err := yaml.Marshal(v)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	funcs["fromYaml"] = func(text string) (map[string]any, error) {
		return unmarshal(text, map[string]any{})
	}
	funcs["fromYamlArray"] = func(text string) ([]any, error) {
		return unmarshal(text, []any{})
	}
	return funcs
}

func unmarshal[T any](text string, into T) (T, error) {
	if err := yaml.Unmarshal([]byte(text), &into); err != nil {
		var none T
		return none, err
	}
	return into, nil
}

func normalize(name string) string {
	replaced := notInNames.ReplaceAllString(strings.ToLower(name), "-")
	return strings.Trim(replaced[:min(len(replaced), longestName)], "-.")
}

// slugify takes its arguments by position: the last is the name, the first the longest length, the
// second whether to cut at hyphens only; others are ignored.
func slugify(args ...any) string {
	slug.MaxLength, slug.EnableSmartTruncate = usualLongestSlug, slugIsCutAtHyphens
	name := ""
	for i, arg := range args {
		switch {
		case i == len(args)-1:
			name = arg.(string)
		case i == 0:
			slug.MaxLength = arg.(int)
		case i == 1:
			slug.EnableSmartTruncate = arg.(bool)
		}
	}
	return slug.Make(normalize(name))
}
