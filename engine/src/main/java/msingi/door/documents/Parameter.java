package msingi.door.documents;

/**
 * What a request may say in its query or a header.
 *
 * @param component its name among those that are shared, or empty where it belongs to one operation
 * @param description a line, or empty
 * @param example a value as it is written before percent-encoding, or empty
 */
record Parameter(
    Place place,
    String name,
    String component,
    boolean required,
    String description,
    Form form,
    String example) {

  /** Where it stands. */
  enum Place {
    QUERY("query"),
    HEADER("header");

    private final String word;

    Place(String word) {
      this.word = word;
    }

    /** As documents spell it. */
    String word() {
      return word;
    }
  }
}
