package msingi.door.documents;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several operations in one request, where there is anything to do. */
final class BatchResource {
  private static final String NAME = "any.Batch";

  private final List<Resource> others;
  private final Shared shared;

  private BatchResource(List<Resource> others, Shared shared) {
    this.others = others;
    this.shared = shared;
  }

  /**
   * What is at the root of the face.
   *
   * @param others all else that the caller may do
   */
  static Optional<Resource> of(List<Resource> others, Shared shared) {
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(new BatchResource(others, shared).resource());
  }

  private Resource resource() {
    return new Resource(
        Resource.Kind.BATCH,
        "batch",
        NAME,
        "/",
        "Several operations in one request",
        "They run in their order in one transaction; where one fails all are undone. `{\"$ref\":"
            + " \"/0/body/0/id\"}` stands for a value of an earlier answer, in a body or in filters.",
        List.of(),
        List.of(),
        List.of(post()));
  }

  private Operation post() {
    List<Operation.Answer> answers = new ArrayList<>();
    answers.add(
        new Operation.Answer(
            200,
            "",
            "All are done; an answer for each.",
            List.of(),
            List.of(new Operation.Content(Shared.JSON, Form.Part.ANSWERS, ""))));
    answers.addAll(Shared.mistakes(300, 405, 409, 412, 413, 416, 422, 507));
    if (others.stream().anyMatch(BatchResource::chooses)) {
      answers.add(Shared.chosen());
    }
    return new Operation(
        Operation.Method.POST,
        "post." + NAME,
        "Do several things or none",
        List.of(Shared.IDEMPOTENCY_KEY),
        List.of(new Operation.Content(Shared.JSON, Form.Part.OPERATIONS, example())),
        answers);
  }

  /** Whether something of the database may choose the status. */
  private static boolean chooses(Resource resource) {
    return resource.operations().stream()
        .flatMap(it -> it.answers().stream())
        .anyMatch(it -> it.status() == 0);
  }

  private String example() {
    JsonText json = new JsonText(256).list();
    Optional<Resource> read =
        others.stream().filter(it -> can(it, Operation.Method.GET)).findFirst();
    read.ifPresentOrElse(it -> reading(json, it), () -> writing(json));
    String text = new String(json.endList().output().toByteArray(), StandardCharsets.UTF_8);
    return text.equals("[]") ? "" : text;
  }

  private static boolean can(Resource resource, Operation.Method method) {
    return resource.kind() == Resource.Kind.COLLECTION && resource.operation(method).isPresent();
  }

  /** A row, and the next one if there is a first. */
  private void reading(JsonText json, Resource resource) {
    json.object().text("method", "GET").text("path", resource.path() + "?limit=1");
    profile(json);
    json.end();
    json.object().text("method", "GET").text("path", resource.path() + "?limit=1&offset=1");
    profile(json);
    json.object("when").whole("operation", 0).whole("count", 1).end().end();
  }

  private void writing(JsonText json) {
    for (Resource resource : others) {
      for (Operation.Content content :
          resource.operation(Operation.Method.POST).map(Operation::body).orElse(List.of())) {
        if (content.type().equals(Shared.JSON) && !content.example().isEmpty()) {
          json.object().text("method", "POST").text("path", resource.path());
          profile(json);
          json.raw("body", content.example()).end();
          return;
        }
      }
    }
  }

  /** Where the schema is not the usual one each operation names it. */
  private void profile(JsonText json) {
    Parameter profile = shared.profile(Operation.Method.GET);
    if (profile.required()) {
      json.object("headers");
      json.text("Accept-Profile", profile.example());
      json.text("Content-Profile", profile.example()).end();
    }
  }
}
