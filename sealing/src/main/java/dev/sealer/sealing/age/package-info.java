/**
 * Files in the age v1 format (age-encryption.org/v1): a key backup encrypted to X25519 recipients
 * is an ordinary age file; one encrypted to a passphrase uses a stanza of our own, with Argon2id.
 */
@NullMarked
package dev.sealer.sealing.age;

import org.jspecify.annotations.NullMarked;
