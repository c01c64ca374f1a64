package msingi.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rooms and their levels, as a table in Markdown says them. */
record RoomTable(Map<String, Integer> levels) {
  private static final Pattern ROW =
      Pattern.compile("^\\|\\s*`([a-z.]+)`\\s*\\|\\s*(\\d+)\\s*\\|[^|]+\\|\\s*$");

  RoomTable {
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
  }

  static RoomTable read(Path markdown) throws IOException {
    return parse(Files.readString(markdown));
  }

  static RoomTable parse(String markdown) {
    Map<String, Integer> levels = new LinkedHashMap<>();
    for (String line : markdown.split("\n", -1)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && levels.put(row.group(1), Integer.valueOf(row.group(2))) != null) {
        throw new IllegalArgumentException("twice in the table: " + row.group(1));
      }
    }
    return new RoomTable(levels);
  }

  OptionalInt level(String room) {
    Integer level = levels.get(room);
    return level == null ? OptionalInt.empty() : OptionalInt.of(level);
  }
}
