package msingi.request;

import io.vertx.core.Future;
import java.util.Optional;
import msingi.base.Deadline;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;

/** What doors call. */
public interface Engine {

  /**
   * Says who sends these credentials and what they see.
   *
   * @return a session, or a {@link msingi.error.Failure}: PGRST301, PGRST302, PGRST303, MSI301,
   *     MSI302
   */
  Future<Session> admit(Credentials credentials, Deadline deadline);

  /** One caller's view for one request. */
  interface Session {
    /** Who asks. */
    Caller caller();

    /** What they see. */
    Surface surface();

    /**
     * Answers a request; rows go to the sink as they are read.
     *
     * @return the outcome, or a {@link msingi.error.Failure} from the catalogue
     */
    Future<Done> run(Request request, RowSink sink);

    /**
     * Reads all rows of one moment, however many, as fast as the demand allows: the same rules as
     * {@link #run}, the same order.
     *
     * @return the outcome, or a {@link msingi.error.Failure} from the catalogue: rows may have been
     *     handed over before it
     */
    Future<Done> stream(Request.Read read, RowSink sink, Demand demand);

    /**
     * Begins requests that take effect together or not at all. Others may wait while they are under
     * way, so whoever begins has read all that the client sends.
     *
     * @return ends by itself, keeping nothing, with the session's deadline or a sooner one of the
     *     store; fails with a {@link msingi.error.Failure} from the catalogue
     */
    Future<Together> begin(Isolation isolation);

    /** The same, where each request may see what others did since the one before. */
    default Future<Together> begin() {
      return begin(Isolation.COMMITTED);
    }

    /** The request's statements and the database's own query plan, for {@code msingi explain}. */
    Future<String> explain(Request request);

    /**
     * The database's own plan of a request.
     *
     * @return fails with MEDIA_TYPE where the store has no plans of this form
     */
    Future<String> plan(Request request, Explanation explanation);

    /**
     * Says that nothing will be asked of this session any more; what runs goes on. Until then, or
     * until its deadline, it is under way for those who wait for the end of a definition.
     */
    default void leave() {}
  }

  /**
   * Requests of one caller in one transaction: run in the order in which one thread asks, under the
   * same rules as alone, each seeing what those before it wrote. Nobody has to wait for one before
   * asking for the next. One that fails dooms them all. Must be ended by commit or rollback.
   *
   * <p>{@link #stream}, {@link #plan} and {@link #explain} have no meaning inside and fail with
   * UNSUPPORTED. {@link #begin} begins a part that is kept with the whole, and whose rollback
   * undoes the whole; UNSUPPORTED where it wants more isolation.
   */
  interface Together extends Session {
    /**
     * What was answered to this request before; takes its key for this transaction.
     *
     * @return empty where nothing was; fails with ONCE_RUNNING while another transaction has the
     *     key, with ONCE_PAYLOAD where something else was sent under it
     */
    Future<Optional<Answered>> recall(Once once);

    /**
     * Keeps the answer with what the transaction does.
     *
     * @return fails with ONCE_TOO_LARGE
     */
    Future<Void> remember(Once once, Answered answered);

    /** Makes it all take effect; fails, keeping nothing, when anything failed before. */
    Future<Void> commit();

    /** Undoes it all. */
    Future<Void> rollback();
  }
}
