package msingi.store.sql;

import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.plan.WritePlan;
import msingi.request.Request;

/** What the numbers of a write script mean for the caller, the same on every database. */
public final class Refusals {
  /**
   * What a statement on PostgreSQL asks a JSON object for in vain, so that it fails, where fewer
   * rows were written than given: a rule refused.
   */
  public static final String FEWER = "msingi.refused";

  private Refusals() {}

  /** The failure for a refusal that a statement answered. */
  public static Failure failure(WritePlan plan, int number, String name) {
    for (WriteScript.Refusal refusal : WriteScript.Refusal.values()) {
      if (refusal.number() == number) {
        return failure(plan, refusal, name);
      }
    }
    throw new IllegalArgumentException("no refusal has the number " + number);
  }

  /** The failure for a refusal; {@code name} is the check's or the constraint's. */
  public static Failure failure(WritePlan plan, WriteScript.Refusal refusal, String name) {
    String table = '"' + plan.target().name() + '"';
    return switch (refusal) {
      case RULE ->
          Problem.of(
                  ErrorCode.FORBIDDEN,
                  "new row violates row-level security policy for table " + table)
              .failure();
      case CHECK ->
          Problem.of(
                  ErrorCode.CHECK,
                  "new row for relation " + table + " violates check constraint \"" + name + '"')
              .failure();
      case REFERENCE ->
          Problem.of(
                  ErrorCode.REFERENCE,
                  "insert or update on table "
                      + table
                      + " violates foreign key constraint \""
                      + name
                      + '"')
              .failure();
    };
  }

  /**
   * What the author of a function or a trigger says to the caller.
   *
   * @param state {@code PT} and a status answers with that status, with other signs 500; all others
   *     400
   */
  public static Problem raised(String state, String message, String details, String hint) {
    int status =
        state.matches("PT[2-5][0-9]{2}")
            ? Integer.parseInt(state.substring(2))
            : state.startsWith("PT") ? ErrorCode.INTERNAL.status() : 0;
    Problem.Own own =
        state.equals(ErrorCode.RAISED.code())
            ? Problem.Own.NONE
            : new Problem.Own(state, status, Map.of());
    return new Problem(ErrorCode.RAISED, message, details, hint, own);
  }

  /**
   * Judges the number of rows written.
   *
   * @param all whether fewer rows than proposed mean that a rule refused
   * @throws Failure FORBIDDEN, NOT_SINGULAR or MAX_AFFECTED
   */
  public static void judge(WritePlan plan, boolean all, long proposed, long affected) {
    if (all && affected < proposed) {
      throw failure(plan, WriteScript.Refusal.RULE, "");
    }
    judge(plan.expectation(), affected);
  }

  /**
   * Judges a number of rows.
   *
   * @throws Failure NOT_SINGULAR or MAX_AFFECTED
   */
  public static void judge(Request.Expectation expectation, long affected) {
    if (expectation.singular() && affected != 1) {
      throw Problem.of(ErrorCode.NOT_SINGULAR)
          .withDetails("The result contains " + affected + " rows")
          .failure();
    }
    if (expectation.most() >= 0 && affected > expectation.most()) {
      throw Problem.of(ErrorCode.MAX_AFFECTED)
          .withDetails("The query affects " + affected + " rows")
          .failure();
    }
  }
}
