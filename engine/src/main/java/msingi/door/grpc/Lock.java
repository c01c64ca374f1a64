package msingi.door.grpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * The numbers of fields, kept in a file beside the definition so that they never change their
 * meaning: what is removed keeps its number and gives it to nobody.
 *
 * @param blocks by {@link Block#id()}
 */
public record Lock(Map<String, Block> blocks) {
  /** The file's name, beside {@code msingi.yaml}. */
  public static final String FILE = "msingi.proto.lock";

  /** Nothing is numbered yet. */
  public static final Lock NONE = new Lock(Map.of());

  private static final String HEAD =
      """
      # Field numbers of the gRPC face, written by `msingi proto`. Keep this file with the definition:
      # a number that was given once is never given to anything else.
      lock 1
      """;

  public Lock {
    blocks = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
  }

  /**
   * The numbers of one message or enumeration.
   *
   * @param id its kind and what it is made from, such as {@code message patients}
   * @param name in proto3
   * @param entries by number
   */
  record Block(String id, String name, Map<Integer, Entry> entries) {
    Block {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /**
   * One number.
   *
   * @param key what it stands for in the definition; empty where that is gone
   * @param type a word for what it holds: of another type, it is another thing
   * @param name in proto3
   */
  record Entry(String key, String type, String name) {
    /** What was removed. */
    static final Entry GONE = new Entry("", "", "");

    boolean gone() {
      return name.isEmpty();
    }
  }

  Optional<Block> block(String id) {
    return Optional.ofNullable(blocks.get(id));
  }

  /**
   * Reads the text of a lock.
   *
   * @throws Failure CONFIGURATION where it is none
   */
  public static Lock parse(String text) {
    Map<String, Block> blocks = new LinkedHashMap<>();
    Map<Integer, Entry> entries = new LinkedHashMap<>();
    String id = "";
    String name = "";
    int line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      List<String> words = words(each, line);
      if (words.isEmpty() || words.getFirst().equals("lock")) {
        continue;
      }
      if (Character.isDigit(words.getFirst().charAt(0))) {
        entries.put(number(words.getFirst(), line), entry(words, line));
      } else {
        blocks.put(id, new Block(id, name, entries));
        entries = new LinkedHashMap<>();
        id = words.getFirst() + " " + word(words, 1, line);
        name = word(words, 2, line);
      }
    }
    blocks.put(id, new Block(id, name, entries));
    blocks.remove("");
    return new Lock(blocks);
  }

  private static Entry entry(List<String> words, int line) {
    return words.size() == 1
        ? Entry.GONE
        : new Entry(word(words, 3, line), word(words, 1, line), word(words, 2, line));
  }

  private static int number(String word, int line) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException notNumber) {
      throw wrong(line);
    }
  }

  private static String word(List<String> words, int place, int line) {
    if (place >= words.size()) {
      throw wrong(line);
    }
    return words.get(place);
  }

  private static Failure wrong(int line) {
    return Problem.of(ErrorCode.CONFIGURATION, FILE + " cannot be read at line " + line)
        .withHint("Take the file from your version control, or run msingi proto without it.")
        .failure();
  }

  /** Words parted by spaces; one in quotes may hold any character. */
  private static List<String> words(String text, int line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length() && text.charAt(at) != '#') {
      char first = text.charAt(at);
      if (first <= ' ') {
        at++;
      } else if (first == '"') {
        StringBuilder word = new StringBuilder();
        at = quoted(text, at + 1, word, line);
        words.add(word.toString());
      } else {
        int end = at;
        while (end < text.length() && text.charAt(end) > ' ') {
          end++;
        }
        words.add(text.substring(at, end));
        at = end;
      }
    }
    return words;
  }

  private static int quoted(String text, int from, StringBuilder word, int line) {
    for (int at = from; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '"') {
        return at + 1;
      }
      if (character != '\\') {
        word.append(character);
      } else if (++at < text.length()) {
        word.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
      }
    }
    throw wrong(line);
  }

  /** The text of the file. */
  public String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Block block : blocks.values()) {
      String[] id = block.id().split(" ", 2);
      text.append('\n').append(id[0]).append(' ').append(shown(id[1])).append(' ');
      text.append(block.name()).append('\n');
      block
          .entries()
          .forEach((number, entry) -> {
            text.append("  ").append(number);
            if (!entry.gone()) {
              text.append(' ').append(shown(entry.type())).append(' ').append(entry.name());
              text.append(' ').append(shown(entry.key()));
            }
            text.append('\n');
          });
    }
    return text.toString();
  }

  private static String shown(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars().allMatch(it -> it > ' ' && it != '"' && it != '#' && it != '\\');
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return plain ? word : '"' + escaped + '"';
  }
}
