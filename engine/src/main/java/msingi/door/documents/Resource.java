package msingi.door.documents;

import java.util.List;
import java.util.Optional;

/**
 * A collection, a function or a batch of operations: what is at one path.
 *
 * @param name as callers know it
 * @param component its name among components; letters, digits, dots, hyphens, underscores
 * @param path from the face's root, percent-encoded
 * @param summary a line, or empty
 * @param description more lines, or empty
 * @param fields columns of a collection; arguments of a function
 * @param shared the parameters that its operations share
 */
record Resource(
    Kind kind,
    String name,
    String component,
    String path,
    String summary,
    String description,
    List<Field> fields,
    List<Parameter> shared,
    List<Operation> operations) {
  Resource {
    fields = List.copyOf(fields);
    shared = List.copyOf(shared);
    operations = List.copyOf(operations);
  }

  /** What it is. */
  enum Kind {
    COLLECTION,
    FUNCTION,
    BATCH
  }

  /** How operations are grouped. */
  String tag() {
    return switch (kind) {
      case COLLECTION -> name;
      case FUNCTION -> "(rpc) " + name;
      case BATCH -> "(several)";
    };
  }

  /** The operation of this method. */
  Optional<Operation> operation(Operation.Method method) {
    return operations.stream().filter(it -> it.method() == method).findFirst();
  }
}
