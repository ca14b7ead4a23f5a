package dev.sealer.yaml.read;

import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Style;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Builds node trees from the events of snakeyaml-engine's parser. */
final class NodeParser {
  private static final List<String> QUOTING =
      List.of(" tag handle", " hexadecimal numbers", "a valid version");

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setUseMarks(true)
          .setParseComments(false)
          .setCodePointLimit(Integer.MAX_VALUE)
          .build();

  private static final long MAX_REPAIR_CHARS = 50_000_000;

  private static final String STRING_TAG = "tag:yaml.org,2002:str";

  private final TextPart part;
  private final ReadLimits limits;
  private final ParserImpl events;
  private final Map<String, Anchored> anchors = new HashMap<>();

  private NodeParser(TextPart part, ReadLimits limits) {
    this.part = part;
    this.limits = limits;
    this.events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, part.text()));
  }

  /** An anchor's node once it is complete; null while its own content is still being read. */
  private static final class Anchored {
    private @Nullable YamlNode node;
  }

  /** Reads every document of one part; mostly one, none when it holds comments only. */
  static List<YamlNode> parse(TextPart part, ReadLimits limits) {
    TextPart attempt = part;
    // Each repair reads the text again; the work for all of them together stays bounded.
    for (long left = MAX_REPAIR_CHARS; ; left -= part.text().length()) {
      try {
        return new NodeParser(attempt, limits).documents();
      } catch (ScannerException e) {
        TextPart repaired = left > 0 ? LineSeparatorEscapes.replace(attempt, e) : null;
        if (repaired == null) {
          throw marked(part, e);
        }
        attempt = repaired;
      } catch (MarkedYamlEngineException e) {
        throw marked(part, e);
      } catch (ReaderException e) {
        throw unprintable(part, e);
      } catch (YamlEngineException e) {
        throw new YamlException(
            part.source(), part.startLine(), 0, "not valid YAML: " + e.getClass().getSimpleName());
      }
    }
  }

  private List<YamlNode> documents() {
    List<YamlNode> documents = new ArrayList<>(1);
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> anchors.clear();
        case Scalar, Alias, MappingStart, SequenceStart -> documents.add(node(event, 1));
        default -> {}
      }
    }
    return documents;
  }

  private YamlNode node(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    if (depth > limits.maxDepth()) {
      throw error(event, "nested deeper than the limit of " + limits.maxDepth() + " levels");
    }
    Anchored anchored = new Anchored();
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), anchored));
    YamlNode node =
        event instanceof ScalarEvent scalar
            ? scalar(scalar)
            : collection((CollectionStartEvent) event, depth);
    anchored.node = node;
    return node;
  }

  private YamlNode alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      // Not named: it may be a password that begins with *.
      throw error(event, "this alias has no anchor before it: quote it if it is a string");
    }
    if (anchored.node == null) {
      throw error(event, "this alias is inside its own anchor: quote it if it is a string");
    }
    return new YamlNode.Alias(name, anchored.node, span(event, event));
  }

  private YamlNode scalar(ScalarEvent event) {
    boolean properties = event.getTag().isPresent() || event.getAnchor().isPresent();
    // The tag "!" alone says "a string".
    String tag = event.getTag().map(t -> t.equals("!") ? STRING_TAG : t).orElse(null);
    return new YamlNode.Scalar(
        event.getValue(), tag, style(event.getScalarStyle()), span(event, event), properties);
  }

  private static Style style(ScalarStyle style) {
    return switch (style) {
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE_QUOTED;
      case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
      case LITERAL -> Style.LITERAL;
      case FOLDED -> Style.FOLDED;
      case PLAIN -> Style.PLAIN;
    };
  }

  private YamlNode collection(CollectionStartEvent start, int depth) {
    boolean properties = start.getTag().isPresent() || start.getAnchor().isPresent();
    if (start instanceof MappingStartEvent) {
      List<Entry> entries = new ArrayList<>();
      Event event = events.next();
      while (event.getEventId() != Event.ID.MappingEnd) {
        YamlNode key = node(event, depth + 1);
        entries.add(new Entry(key, node(events.next(), depth + 1)));
        event = events.next();
      }
      return new YamlNode.Mapping(
          Collections.unmodifiableList(entries), start.isFlow(), span(start, event), properties);
    }
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new YamlNode.Sequence(
        Collections.unmodifiableList(items), start.isFlow(), span(start, event), properties);
  }

  private Span span(Event start, Event end) {
    Mark from = start.getStartMark().orElseThrow();
    Mark to = end.getEndMark().orElseThrow();
    return new Span(
        from.getIndex(), to.getIndex(), part.startLine() + from.getLine(), from.getColumn() + 1);
  }

  private YamlException error(Event at, String problem) {
    Mark mark = at.getStartMark().orElseThrow();
    return new YamlException(
        part.source(), part.startLine() + mark.getLine(), mark.getColumn() + 1, problem);
  }

  private static YamlException marked(TextPart part, MarkedYamlEngineException e) {
    int line = e.getProblemMark().map(Mark::getLine).orElse(0) + part.startLine();
    int column = e.getProblemMark().map(Mark::getColumn).orElse(-1) + 1;
    String context = e.getContext() == null ? "" : " " + e.getContext();
    String began =
        e.getContextMark()
            .map(mark -> " that begins on line " + (mark.getLine() + part.startLine()))
            .filter(text -> !context.isEmpty())
            .orElse("");
    return new YamlException(
        part.source(),
        line,
        column,
        "not valid YAML: " + unquoted(e.getProblem()) + context + began);
  }

  /** Cuts off the end of a problem that quotes the file, which may be a part of a value. */
  private static String unquoted(String problem) {
    for (String quoting : QUOTING) {
      int at = problem.indexOf(quoting);
      if (at >= 0) {
        return problem.substring(0, at + quoting.length());
      }
    }
    return problem;
  }

  private static YamlException unprintable(TextPart part, ReaderException e) {
    int line = part.startLine();
    int column = 1;
    int offset = 0;
    for (int seen = 0; seen < e.getPosition() && offset < part.text().length(); seen++) {
      int codePoint = part.text().codePointAt(offset);
      offset += Character.charCount(codePoint);
      column = codePoint == '\n' ? 1 : column + 1;
      line += codePoint == '\n' ? 1 : 0;
    }
    String problem =
        "the character U+%04X is not allowed in YAML: write it as an escape in double quotes"
            .formatted(e.getCodePoint());
    return new YamlException(part.source(), line, column, problem);
  }
}
