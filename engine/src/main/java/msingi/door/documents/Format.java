package msingi.door.documents;

import msingi.wire.Output;

/** The formats in which a contract is rendered. */
enum Format {
  OPENAPI("application/json; charset=utf-8"),
  SWAGGER("application/openapi+json; charset=utf-8"),
  POSTMAN("application/json; charset=utf-8");

  private final String type;

  Format(String type) {
    this.type = type;
  }

  /** The content type. */
  String type() {
    return type;
  }

  Output render(Contract contract) {
    return switch (this) {
      case OPENAPI -> OpenApi.render(contract);
      case SWAGGER -> Swagger.render(contract);
      case POSTMAN -> Postman.render(contract);
    };
  }
}
