package msingi.door.graphql;

import java.util.Locale;
import java.util.Optional;

/** The two forms of an answer (GraphQL over HTTP, section 6). */
enum Media {
  /** Statuses of HTTP tell whether the document was understood. */
  RESPONSE("application/graphql-response+json"),
  /** What was understood as a request is answered with 200. */
  JSON("application/json");

  private static final int MOST_RANGES = 32;
  private final String type;

  Media(String type) {
    this.type = type;
  }

  /** The content type. */
  String type() {
    return type + "; charset=utf-8";
  }

  /** What a client accepts best; JSON where it does not say. */
  static Optional<Media> choose(String accept) {
    if (accept.isBlank()) {
      return Optional.of(JSON);
    }
    Media best = JSON;
    double weight = 0;
    for (String range : accept.split(",", MOST_RANGES)) {
      String[] parts = range.split(";", -1);
      Optional<Media> meant = meant(parts[0].strip().toLowerCase(Locale.ROOT));
      double quality = quality(parts);
      if (meant.isPresent() && quality > weight) {
        best = meant.get();
        weight = quality;
      }
    }
    return weight > 0 ? Optional.of(best) : Optional.empty();
  }

  private static Optional<Media> meant(String range) {
    return switch (range) {
      case "application/graphql-response+json" -> Optional.of(RESPONSE);
      case "application/json", "application/*", "*/*" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  private static double quality(String[] parts) {
    for (int index = 1; index < parts.length; index++) {
      String parameter = parts[index].strip();
      if (parameter.startsWith("q=")) {
        try {
          double quality = Double.parseDouble(parameter.substring(2));
          return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException none) {
          return 0;
        }
      }
    }
    return 1;
  }
}
