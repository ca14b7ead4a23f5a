#!/usr/bin/env python3
"""Renews the sealed-value vectors with the real kubeseal and openssl.

usage: renew-vectors.py KUBESEAL    (run in the folder of this script)

KUBESEAL is the peer's binary, for example built in testbed/tools/sealed-secrets with
`go build -o DIR/ tool`. Keys and certificates are for tests only. fingerprints.txt holds what
ssh-keygen prints for each key. The certificate of rsa1024 has an empty issuer, as the peer's
own have; the ec and the encrypted key are there to be refused. items.tsv has one line per
vector: id, key, scope, namespace, name, outcome, plaintext in base64, item.
Outcomes: opens | not-opened | TRUNCATED | BAD_KEY_BLOCK_SIZE | NOT_BASE64.
"""

import base64
import os
import subprocess
import sys

VALUES = {
    "empty": b"",
    "text": b"canary-4f1b text",
    "binary": bytes(range(256)),
    "lines": b"canary-9d27 first\nsecond \xc3\xbcml\xc3\xa4ut\r\nthird\n",
}
KEYS = {"rsa2048": 2048, "rsa4096": 4096}
SCOPES = ["strict", "namespace-wide", "cluster-wide"]
NAMESPACE, NAME = "payments", "db-login"


def run(*command, stdin=None):
    return subprocess.run(command, input=stdin, check=True, stdout=subprocess.PIPE).stdout


def make_key(key, bits):
    pem, crt = f"test-only-{key}.key.pem", f"test-only-{key}.crt.pem"
    run("openssl", "genrsa", "-traditional", "-out", pem, str(bits))
    run("openssl", "req", "-x509", "-new", "-sha256", "-days", "36500", "-subj", "/CN=test-only",
        "-key", pem, "-out", crt)
    run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", pem, "-out", f"test-only-{key}.pkcs8.pem")
    os.chmod(pem, 0o600)
    public = run("ssh-keygen", "-y", "-f", pem)
    return key + " " + run("ssh-keygen", "-l", "-f", "/dev/stdin", stdin=public).decode().split()[1]


def make_other_keys():
    run("openssl", "genrsa", "-traditional", "-out", "test-only-rsa1024.key.pem", "1024")
    run("openssl", "req", "-x509", "-new", "-sha256", "-days", "36500", "-subj", "/",
        "-key", "test-only-rsa1024.key.pem", "-out", "test-only-rsa1024.crt.pem")
    run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout",
        "-out", "test-only-ec.key.pem")
    run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", "test-only-ec.key.pem",
        "-out", "test-only-ec.pkcs8.pem")
    run("openssl", "req", "-x509", "-new", "-sha256", "-days", "36500", "-subj", "/CN=test-only",
        "-key", "test-only-ec.key.pem", "-out", "test-only-ec.crt.pem")
    run("openssl", "rsa", "-aes256", "-traditional", "-passout", "pass:test-only",
        "-in", "test-only-rsa2048.key.pem", "-out", "test-only-encrypted.key.pem")


def seal(kubeseal, key, scope, value):
    return run(kubeseal, "--raw", "--cert", f"test-only-{key}.crt.pem", "--scope", scope,
               "--namespace", NAMESPACE, "--name", NAME, "--from-file", "/dev/stdin",
               stdin=value).decode()


def flipped(item, index):
    raw = bytearray(base64.b64decode(item))
    raw[index] ^= 1
    return base64.b64encode(bytes(raw)).decode()


def cut(item, length):
    return base64.b64encode(base64.b64decode(item)[:length]).decode()


def failing(key, item, value):
    """Variations of one strict item of NAMESPACE/NAME."""
    block = KEYS[key] // 8
    other = "rsa4096" if key == "rsa2048" else "rsa2048"
    place = ("strict", NAMESPACE, NAME)
    yield "wrong-name", key, ("strict", NAMESPACE, "db-logim"), "not-opened", item
    yield "wrong-namespace", key, ("strict", "payment", NAME), "not-opened", item
    yield "wrong-scope-namespace", key, ("namespace-wide", NAMESPACE, NAME), "not-opened", item
    yield "wrong-scope-cluster", key, ("cluster-wide", NAMESPACE, NAME), "not-opened", item
    yield "wrong-key", other, place, "not-opened", item
    yield "flip-rsa-first", key, place, "not-opened", flipped(item, 2)
    yield "flip-rsa-last", key, place, "not-opened", flipped(item, 1 + block)
    yield "flip-gcm-first", key, place, "not-opened", flipped(item, 2 + block)
    yield "flip-tag-last", key, place, "not-opened", flipped(item, -1)
    yield "flip-length-low", key, place, "not-opened", flipped(item, 1)
    yield "flip-length-high", key, place, "BAD_KEY_BLOCK_SIZE", \
        base64.b64encode(b"\xff\xff" + base64.b64decode(item)[2:]).decode()
    yield "cut-tag", key, place, "not-opened", cut(item, -1)
    yield "cut-gcm", key, place, "TRUNCATED", cut(item, 2 + block + 15)
    yield "cut-rsa", key, place, "TRUNCATED", cut(item, 2 + block - 1)
    yield "cut-length", key, place, "TRUNCATED", cut(item, 1)
    yield "nothing", key, place, "TRUNCATED", ""
    yield "extended", key, place, "not-opened", \
        base64.b64encode(base64.b64decode(item) + b"\0").decode()
    yield "spaces", key, place, "NOT_BASE64", item[:8] + " " + item[8:]
    yield "no-base64", key, place, "NOT_BASE64", "canary-not-base64!"


def main():
    kubeseal = os.path.abspath(sys.argv[1])
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    lines = []
    fingerprints = []

    def add(vector, key, place, outcome, value, item):
        plain = base64.b64encode(value).decode()
        lines.append("\t".join([vector, key, *place, outcome, plain, item]))

    for key, bits in KEYS.items():
        fingerprints.append(make_key(key, bits))
        for scope in SCOPES:
            for kind, value in VALUES.items():
                item = seal(kubeseal, key, scope, value)
                add(f"{key}-{scope}-{kind}", key, (scope, NAMESPACE, NAME), "opens", value, item)
        value = VALUES["text"]
        item = seal(kubeseal, key, "strict", value)
        for vector, with_key, place, outcome, broken in failing(key, item, value):
            add(f"{key}-{vector}", with_key, place, outcome, b"", broken)
    make_other_keys()
    with open("fingerprints.txt", "w", encoding="ascii") as out:
        out.write("\n".join(fingerprints) + "\n")
    with open("items.tsv", "w", encoding="ascii") as out:
        out.write("\n".join(lines) + "\n")


main()
