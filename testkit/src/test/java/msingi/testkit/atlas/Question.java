package msingi.testkit.atlas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A question about the atlas.
 *
 * @param title in words
 * @param request the path below {@code /rest/v1}, as a person writes it
 * @param sql lines of SQL; a line that begins with {@code sqlite:} or {@code postgres:} is for that
 *     store only
 */
record Question(String title, String request, List<String> sql) {
  Question {
    sql = List.copyOf(sql);
  }

  /** All that are kept. */
  static List<Question> all() throws IOException {
    try (InputStream stream = Question.class.getResourceAsStream("/atlas/questions.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      List<Question> questions = new ArrayList<>();
      for (String block : text.split("\n\n")) {
        List<String> lines = block.lines().filter(it -> !it.startsWith("#")).toList();
        if (lines.size() > 2) {
          questions.add(new Question(lines.get(0), lines.get(1), lines.subList(2, lines.size())));
        }
      }
      return questions;
    }
  }

  /** The SQL for a store. */
  String sql(String store) {
    String wanted = store.equals("sqlite") ? "sqlite: " : "postgres: ";
    return sql.stream()
        .filter(it -> it.startsWith(wanted))
        .map(it -> it.substring(wanted.length()))
        .findFirst()
        .orElse(sql.getFirst());
  }

  /** Whether the order of the rows is part of the question. */
  boolean ordered() {
    return request.contains("order=");
  }

  @Override
  public String toString() {
    return title;
  }
}
