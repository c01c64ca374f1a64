package msingi.error;

/**
 * Carries a {@link Problem} to the door that answers it; made without a stack, since it is an
 * answer.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Failure(Problem problem) {
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  /** What went wrong. */
  public Problem problem() {
    return problem;
  }
}
