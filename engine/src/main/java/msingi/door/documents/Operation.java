package msingi.door.documents;

import java.util.List;

/**
 * A method at a path.
 *
 * @param id unique in the document
 * @param body what may be sent, by media type; none means no body
 */
record Operation(
    Method method,
    String id,
    String summary,
    List<Parameter> parameters,
    List<Content> body,
    List<Answer> answers) {
  Operation {
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
    answers = List.copyOf(answers);
  }

  /** The methods of this face, in the order of documents. */
  enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS
  }

  /**
   * A body in one media type.
   *
   * @param example JSON, or empty
   */
  record Content(String type, Form form, String example) {}

  /**
   * What may come back.
   *
   * @param status the HTTP status, or 0 for any other
   * @param component its name among those that are shared, or empty where it belongs to one
   *     operation
   */
  record Answer(
      int status,
      String component,
      String description,
      List<String> headers,
      List<Content> contents) {
    Answer {
      headers = List.copyOf(headers);
      contents = List.copyOf(contents);
    }
  }
}
