package msingi.definition;

/**
 * Something wrong in a definition.
 *
 * @param file the file's name as it was read, e.g. {@code msingi.yaml}
 * @param line from 1
 * @param column in code points, from 1
 * @param path where in the definition, e.g. {@code collections.patients.fields.name}
 * @param reason what is wrong
 * @param remedy what to do about it, or empty
 */
public record Mistake(
    String file, int line, int column, String path, String reason, String remedy) {

  /** One line for people: place, path, reason and remedy. */
  public String text() {
    String at = file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ");
    return at + reason + (remedy.isEmpty() ? "" : " (" + remedy + ")");
  }
}
