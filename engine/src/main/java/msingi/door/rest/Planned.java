package msingi.door.rest;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import msingi.request.Explanation;
import msingi.request.Request;
import msingi.wire.Output;

/**
 * The wish for the database's plan of a request in place of its answer: {@code
 * application/vnd.pgrst.plan+json; for="text/csv"; options=analyze|verbose}.
 *
 * @param explanation how the plan is told
 * @param media the representation that would be answered
 */
record Planned(Explanation explanation, String media) {
  private static final String TYPE = "application/vnd.pgrst.plan";
  private static final String OTHERWISE = "application/json";

  /** The wish in {@code Accept}, if there is one and the application allows it. */
  static Optional<Planned> of(Call call) {
    return of(call, Media::choose);
  }

  /**
   * The same where other representations can be answered.
   *
   * @param known refuses a media type that is none of them
   */
  static Optional<Planned> of(Call call, Consumer<String> known) {
    String accept = call.exchange().header("accept");
    if (!accept.startsWith(TYPE)) {
      return Optional.empty();
    }
    Planned planned = parse(accept, known);
    if (!call.session().surface().app().settings().plans()) {
      throw Media.none(planned.type());
    }
    return Optional.of(planned);
  }

  private static Planned parse(String accept, Consumer<String> known) {
    String[] parts = accept.split(";", -1);
    String type = parts[0].strip();
    if (!type.equals(TYPE) && !type.equals(TYPE + "+text") && !type.equals(TYPE + "+json")) {
      throw Media.none(accept);
    }
    boolean json = type.endsWith("+json");
    String media = OTHERWISE;
    Set<Explanation.Detail> details = EnumSet.noneOf(Explanation.Detail.class);
    for (int index = 1; index < parts.length; index++) {
      String part = parts[index].strip();
      if (part.startsWith("for=")) {
        media = media(part.substring(4).replace("\"", ""), known);
      } else if (part.startsWith("options=")) {
        details(part.substring(8), details, accept);
      }
    }
    Explanation.Form form = json ? Explanation.Form.JSON : Explanation.Form.TEXT;
    return new Planned(new Explanation(form, details), media);
  }

  /** A representation that this door writes, spelled out. */
  private static String media(String name, Consumer<String> known) {
    String full = name.matches("application/vnd\\.pgrst\\.(object|array)") ? name + "+json" : name;
    known.accept(full);
    return full;
  }

  private static void details(String words, Set<Explanation.Detail> details, String accept) {
    for (String word : words.split("\\|")) {
      if (word.isBlank()) {
        continue;
      }
      try {
        details.add(Explanation.Detail.valueOf(word.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException none) {
        throw Media.none(accept);
      }
    }
  }

  /** The content type. */
  private String type() {
    List<String> details = new ArrayList<>();
    for (Explanation.Detail detail : Explanation.Detail.values()) {
      if (explanation.details().contains(detail)) {
        details.add(detail.name().toLowerCase(Locale.ROOT));
      }
    }
    return TYPE
        + (explanation.form() == Explanation.Form.JSON ? "+json" : "+text")
        + "; for=\""
        + media
        + "\""
        + details.stream()
            .collect(Collectors.joining("|", details.isEmpty() ? "" : "; options=", ""));
  }

  /** Answers with the plan. */
  Future<?> answer(Call call, Request request) {
    call.exchange().stage("parse");
    return call.session()
        .plan(request, explanation)
        .map(plan -> {
          if (call.exchange().claim()) {
            call.exchange().stage("plan");
            call.echo();
            Caching.never(call.exchange());
            Output output = new Output(plan.length() + 16).text(plan);
            call.exchange().end(200, type() + "; charset=utf-8", output);
          }
          return plan;
        });
  }
}
