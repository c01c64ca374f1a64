package msingi.door.grpc;

import java.util.Optional;
import msingi.request.Surface;

/** The methods of a collection's service. */
enum Verb {
  GET("Get"),
  LIST("List"),
  STREAM("Stream"),
  CREATE("Create"),
  BATCH_CREATE("BatchCreate"),
  UPDATE("Update"),
  UPSERT("Upsert"),
  DELETE("Delete");

  private final String method;

  Verb(String method) {
    this.method = method;
  }

  /** Its name in the service. */
  String method() {
    return method;
  }

  /** Whether it changes rows. */
  boolean writes() {
    return switch (this) {
      case GET, LIST, STREAM -> false;
      case CREATE, BATCH_CREATE, UPDATE, UPSERT, DELETE -> true;
    };
  }

  /** Whether it names one row by its key. */
  boolean keyed() {
    return switch (this) {
      case GET, UPDATE, UPSERT, DELETE -> true;
      case LIST, STREAM, CREATE, BATCH_CREATE -> false;
    };
  }

  /** Whether some rule may let the caller use it. */
  boolean open(Surface.Operations operations) {
    return switch (this) {
      case GET, LIST, STREAM -> operations.read();
      case CREATE, BATCH_CREATE -> operations.create();
      case UPDATE -> operations.update();
      case UPSERT -> operations.create() && operations.update();
      case DELETE -> operations.delete();
    };
  }

  static Optional<Verb> of(String method) {
    for (Verb verb : values()) {
      if (verb.method.equals(method)) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }
}
