package dev.sealer.template.context;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * The world a function may see.
 *
 * @param clock the time of {@code now} and of certificates
 * @param zone what Go calls the local time zone
 * @param random the only source of randomness
 * @param budget the sandbox's limits
 */
public record CallContext(InstantSource clock, ZoneId zone, SecureRandom random, Budget budget) {}
