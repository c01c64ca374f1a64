package msingi.migrate;

/** What a step costs, from harmless to harmful. */
public enum Grade {
  /** Quick, and nothing is lost. */
  SAFE,
  /** Reads or writes every row of a large table again, or locks it meanwhile. */
  SLOW,
  /** Stored values are lost; refused unless the step is named. */
  LOSSY;

  /** The worse of the two. */
  Grade or(Grade other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
