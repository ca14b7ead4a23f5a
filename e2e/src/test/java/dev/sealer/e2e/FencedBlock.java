package dev.sealer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fenced code block of a Markdown page.
 *
 * @param section the heading that it stands under, without its marks; empty above the first
 * @param language what follows the fence; empty for none
 * @param text the lines between the fences, without the indentation of the fence, each with its
 *     line end
 */
record FencedBlock(String section, String language, String text) {

  private static final Pattern FENCE = Pattern.compile("^( *)```(\\w*)\\s*$");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$");

  /** The blocks of a page, in its order. */
  static List<FencedBlock> of(Path page) {
    try {
      return of(Files.readString(page));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + page, e);
    }
  }

  /** The blocks of a Markdown text, in its order. */
  static List<FencedBlock> of(String markdown) {
    List<FencedBlock> blocks = new ArrayList<>();
    String section = "";
    String language = "";
    String indentation = "";
    @Nullable StringBuilder open = null;
    for (String line : markdown.lines().toList()) {
      Matcher fence = FENCE.matcher(line);
      if (fence.matches()) {
        if (open == null) {
          open = new StringBuilder();
          indentation = fence.group(1);
          language = fence.group(2);
        } else {
          blocks.add(new FencedBlock(section, language, open.toString()));
          open = null;
        }
      } else if (open != null) {
        String text = line.startsWith(indentation) ? line.substring(indentation.length()) : line;
        open.append(text).append('\n');
      } else {
        Matcher heading = HEADING.matcher(line);
        section = heading.matches() ? heading.group(1) : section;
      }
    }
    if (open != null) {
      throw new IllegalArgumentException("a code block under '" + section + "' is never closed");
    }
    return blocks;
  }

  /** The texts of the blocks with this language under this heading. */
  static List<String> under(Path page, String section, String language) {
    return of(page).stream()
        .filter(block -> block.section().equals(section) && block.language().equals(language))
        .map(FencedBlock::text)
        .toList();
  }
}
