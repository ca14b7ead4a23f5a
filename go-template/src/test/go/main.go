// Command conformance evaluates template cases with Go's own text/template and Sprig. What it can do
// is said in package cases.
package main

import "sealer.dev/go-template/conformance/cases"

func main() {
	cases.Libraries{"sprig": cases.Sprig()}.Main()
}
