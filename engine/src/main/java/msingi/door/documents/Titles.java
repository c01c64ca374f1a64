package msingi.door.documents;

/** Titles of the definition: the first line is the summary, the others describe. */
final class Titles {
  private Titles() {}

  /** The first line. */
  static String summary(String title) {
    int end = title.indexOf('\n');
    return (end < 0 ? title : title.substring(0, end)).strip();
  }

  /** The lines after the first, and after an empty one. */
  static String description(String title) {
    int end = title.indexOf('\n');
    return end < 0 ? "" : title.substring(end + 1).strip();
  }
}
