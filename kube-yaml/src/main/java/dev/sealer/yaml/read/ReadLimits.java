package dev.sealer.yaml.read;

/**
 * The limits of a stream that is read.
 *
 * @param maxBytes of the whole text, in bytes of UTF-8 (characters when it comes as a string)
 * @param maxDepth of nested mappings and sequences
 * @param maxAliasNodes nodes that aliases and merge keys may add to one document
 * @param maxAliasChars characters of text that aliases and merge keys may add to one document
 */
public record ReadLimits(int maxBytes, int maxDepth, int maxAliasNodes, int maxAliasChars) {

  /** 32 MiB, 500 levels, 100,000 nodes and 8 million characters from aliases. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(32 * 1024 * 1024, 500, 100_000, 8_000_000);

  /** Checks that every limit is positive. */
  public ReadLimits {
    if (maxBytes <= 0 || maxDepth <= 0 || maxAliasNodes < 0 || maxAliasChars < 0) {
      throw new IllegalArgumentException("a limit must be positive");
    }
  }

  /** Returns the same limits with another size. */
  public ReadLimits withMaxBytes(int bytes) {
    return new ReadLimits(bytes, maxDepth, maxAliasNodes, maxAliasChars);
  }
}
