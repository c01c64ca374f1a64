package msingi.observe;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One observation as one line; control characters never break out of it. */
final class Line {
  private static final int STACK = 8_192;

  private Line() {}

  /** A named value: a text, a number or a truth. */
  private record Part(String name, Object value) {}

  /** One JSON object and a line feed. */
  static String json(Instant at, Observation observation) {
    StringBuilder out = new StringBuilder(256).append("{\"time\":\"").append(at);
    out.append("\",\"level\":\"").append(level(observation)).append('"');
    for (Part part : parts(observation)) {
      out.append(",\"").append(part.name()).append("\":");
      if (part.value() instanceof String text) {
        quote(out, text);
      } else {
        out.append(part.value());
      }
    }
    return out.append("}\n").toString();
  }

  /** Time, level, words and values, and a line feed. */
  static String text(Instant at, Observation observation) {
    StringBuilder out = new StringBuilder(160).append(at).append(' ');
    out.append(level(observation).toUpperCase(Locale.ROOT)).append(' ');
    List<Part> parts = parts(observation);
    plain(out, parts.getFirst().value().toString());
    for (Part part : parts.subList(1, parts.size())) {
      if (!part.value().equals("")) {
        out.append(' ').append(part.name()).append('=');
        plain(out, part.value().toString());
      }
    }
    return out.append('\n').toString();
  }

  private static String level(Observation observation) {
    return switch (observation) {
      case Observation.Failed _ -> "error";
      case Observation.Served served -> served.status() >= 500 ? "error" : "info";
      case Observation.Refused _, Observation.Warned _ -> "warn";
      case Observation.Dispatched it ->
          switch (it.result()) {
            case "given up" -> "error";
            case "later" -> "warn";
            default -> "info";
          };
      case Observation.Compiled _, Observation.Committed _ -> "debug";
      case Observation.Swapped _,
          Observation.Migrated _,
          Observation.Started _,
          Observation.Stopping _,
          Observation.Stopped _,
          Observation.Renewed _ ->
          "info";
    };
  }

  private static List<Part> parts(Observation observation) {
    return switch (observation) {
      case Observation.Served it -> served(it);
      case Observation.Compiled it ->
          parts("compiled", "store", it.store(), "ms", millis(it.nanos()), "sql", it.statement());
      case Observation.Committed it ->
          parts(
              "committed",
              "store",
              it.store(),
              "requests",
              it.requests(),
              "ms",
              millis(it.nanos()));
      case Observation.Refused it ->
          parts("refused", "code", it.code().code(), "where", it.where());
      case Observation.Swapped it ->
          parts(
              "definition in effect",
              "application",
              it.application(),
              "fingerprint",
              it.fingerprint(),
              "ms",
              millis(it.nanos()));
      case Observation.Migrated it ->
          parts("migrated", "step", it.step(), "danger", it.danger(), "ms", millis(it.nanos()));
      case Observation.Dispatched it ->
          parts(
              "message",
              "id",
              it.id(),
              "template",
              it.template(),
              "result",
              it.result(),
              "attempt",
              it.attempt(),
              "reason",
              it.reason());
      case Observation.Failed it ->
          parts("failed", "id", it.id(), "doing", it.doing(), "cause", stack(it.cause()));
      case Observation.Started it ->
          parts("listening", "address", it.address(), "ms", millis(it.nanos()));
      case Observation.Stopping it -> parts("stopping", "requests", it.requests());
      case Observation.Stopped it -> parts("stopped", "ms", millis(it.nanos()));
      case Observation.Renewed it ->
          parts("certificate taken anew", "file", it.file(), "ends", it.ends());
      case Observation.Warned it -> parts(it.message());
    };
  }

  private static List<Part> served(Observation.Served it) {
    List<Part> parts =
        parts(
            "request",
            "id",
            it.id(),
            "method",
            it.method(),
            "route",
            it.route(),
            "path",
            it.path(),
            "status",
            it.status(),
            "code",
            it.code(),
            "ms",
            millis(it.nanos()),
            "in",
            it.bytesIn(),
            "out",
            it.bytesOut());
    for (Observation.Stage stage : it.stages()) {
      parts.add(new Part("ms_" + stage.name(), millis(stage.nanos())));
    }
    return parts;
  }

  /** The message, then names and values in turn. */
  private static List<Part> parts(String message, Object... pairs) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("message", message));
    for (int index = 0; index < pairs.length; index += 2) {
      parts.add(new Part((String) pairs[index], pairs[index + 1]));
    }
    return parts;
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1_000.0) / 1_000.0;
  }

  private static String stack(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.getBuffer().length() <= STACK
        ? text.toString()
        : text.getBuffer().substring(0, STACK) + " ...";
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int index = 0; index < text.length(); index++) {
      char unit = text.charAt(index);
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < 0x20 || unit == 0x7f || Character.isSurrogate(unit) || unit == 0x2028) {
        out.append(String.format("\\u%04x", (int) unit));
      } else {
        out.append(unit);
      }
    }
    out.append('"');
  }

  /** The text with control characters, line separators and backslashes made visible. */
  private static void plain(StringBuilder out, String text) {
    for (int index = 0; index < text.length(); index++) {
      char unit = text.charAt(index);
      switch (unit) {
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        case '\r', 0x7f, 0x85, 0x2028, 0x2029 -> out.append(String.format("\\u%04x", (int) unit));
        default -> {
          if (unit < 0x20) {
            out.append(String.format("\\u%04x", (int) unit));
          } else {
            out.append(unit);
          }
        }
      }
    }
  }
}
