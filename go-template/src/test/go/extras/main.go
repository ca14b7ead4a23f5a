// Command extras evaluates template cases with the functions that External Secrets and Argo CD's
// ApplicationSets have beside Sprig's: the real ones where they are in a module, else the same calls
// of the same libraries. It is a module of its own because it needs many others. What it can do is
// said in package cases.
package main

import "sealer.dev/go-template/conformance/cases"

func main() {
	cases.Libraries{
		"external-secrets": externalSecrets(),
		"applicationset":   applicationSet(),
	}.Main()
}
