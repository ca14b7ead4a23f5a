package main

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"hash"
	"maps"
	"strings"
	"text/template"

	eso "github.com/external-secrets/external-secrets/pkg/template/v2"
	"sealer.dev/go-template/conformance/cases"
	"software.sslmate.com/src/go-pkcs12"
)

// externalSecrets is External Secrets' own function map, with what later releases added; those are in
// no module, so that the few lines around the libraries are written again here.
func externalSecrets() template.FuncMap {
	funcs := cases.Sprig()
	own := eso.FuncMap()
	for _, removed := range []string{"env", "expandenv", "getHostByName"} {
		delete(own, removed)
	}
	maps.Copy(funcs, own)
	filter := own["filterPEM"].(func(string, string) (string, error))
	funcs["filterPEM"] = func(kind, text string) (string, error) { return filter(kind, fromFirstBlock(text)) }
	funcs["certSANs"] = alternativeNames
	funcs["rsaDecrypt"] = rsaDecrypt
	funcs["hexdec"] = func(text string) (string, error) {
		decoded, err := hex.DecodeString(text)
		return string(decoded), err
	}
	funcs["pemTruststoreToPKCS12"] = func(text string) (string, error) { return trustStore(text, "") }
	funcs["pemTruststoreToPKCS12Pass"] = trustStore
	// Not theirs: what is in a store of trusted certificates, for the cases of the two before.
	funcs["trusted"] = trusted
	return funcs
}

// fromFirstBlock leaves out what stands in front of the first block.
func fromFirstBlock(text string) string {
	return text[max(0, strings.Index(text, "-----BEGIN")):]
}

func alternativeNames(text string) ([]string, error) {
	block, _ := pem.Decode([]byte(fromFirstBlock(text)))
	if block == nil {
		return nil, errors.New("no PEM block")
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, err
	}
	names := append([]string{}, cert.DNSNames...)
	for _, address := range cert.IPAddresses {
		names = append(names, address.String())
	}
	names = append(names, cert.EmailAddresses...)
	for _, uri := range cert.URIs {
		names = append(names, uri.String())
	}
	return names, nil
}

func rsaDecrypt(scheme, hashName, in, key string) (string, error) {
	switch scheme {
	case "None":
		return in, nil
	case "RSA-OAEP":
	default:
		return "", fmt.Errorf("scheme %s is not supported", scheme)
	}
	block, _ := pem.Decode([]byte(key))
	if block == nil {
		return "", errors.New("no PEM block")
	}
	parsed, err := rsaKey(block.Bytes)
	if err != nil {
		return "", err
	}
	var digest hash.Hash
	switch hashName {
	case "SHA1":
		digest = sha1.New()
	case "SHA512":
		digest = sha512.New()
	default:
		digest = sha256.New()
	}
	out, err := rsa.DecryptOAEP(digest, nil, parsed, []byte(in), nil)
	return string(out), err
}

func rsaKey(der []byte) (*rsa.PrivateKey, error) {
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	if found, ok := key.(*rsa.PrivateKey); ok {
		return found, nil
	}
	return nil, errors.New("not an RSA key")
}

func trustStore(text, password string) (string, error) {
	var found []*x509.Certificate
	for rest := []byte(text); len(rest) > 0; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return "", errors.New("no PEM block")
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return "", err
		}
		found = append(found, cert)
	}
	store, err := pkcs12.Modern.EncodeTrustStore(found, password)
	return base64.StdEncoding.EncodeToString(store), err
}

func trusted(password, store string) (string, error) {
	found, err := pkcs12.DecodeTrustStore([]byte(store), password)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	for _, cert := range found {
		if err := pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}
