package msingi.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A collection, or a function, while it is written: its lines in the order of a definition. */
final class Block {
  /** How far the lines of a collection stand from the left. */
  static final String INDENT = "    ";

  final String id;

  /** The stored name, for people. */
  final String stored;

  final List<Line> head = new ArrayList<>();
  final List<Line> fields = new ArrayList<>();
  final List<Line> uniques = new ArrayList<>();
  final List<Line> indexes = new ArrayList<>();
  final List<Line> checks = new ArrayList<>();

  /** What has no words in the language. */
  final List<String> remarks = new ArrayList<>();

  /** What its lines say as comments, for people to be told. */
  final List<String> notes = new ArrayList<>();

  Block(String id, String stored) {
    this.id = id;
    this.stored = stored;
  }

  /**
   * Hands over every line with its indentation.
   *
   * @param out takes a line as it is written, and what it came from, which may be the heading
   */
  void write(BiConsumer<String, Line> out) {
    Line heading = new Line("", id + ":");
    out.accept("  " + heading.text(), heading);
    remarks.forEach(it -> out.accept("    " + Line.comment(it), heading));
    head.forEach(it -> out.accept("    " + it.written(), it));
    part("fields:", "", fields, heading, out);
    part("unique:", "- ", uniques, heading, out);
    part("index:", "- ", indexes, heading, out);
    part("check:", "- ", checks, heading, out);
  }

  private static void part(
      String keyword, String mark, List<Line> lines, Line heading, BiConsumer<String, Line> out) {
    if (lines.stream().anyMatch(it -> !it.dropped())) {
      out.accept("    " + keyword, heading);
    }
    for (Line line : lines) {
      out.accept("      " + (line.dropped() ? "" : mark) + line.written(), line);
    }
  }

  /** Every line. */
  List<Line> lines() {
    List<Line> all = new ArrayList<>(head);
    all.addAll(fields);
    all.addAll(uniques);
    all.addAll(indexes);
    all.addAll(checks);
    return all;
  }
}
