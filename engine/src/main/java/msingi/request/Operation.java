package msingi.request;

import io.vertx.core.Future;

/** What the operation door asks of the server. */
public interface Operation {

  /**
   * Whether requests can be served.
   *
   * @return fails with PGRST000 when the store does not answer, MSI504 while the server stops
   */
  Future<Void> ready();

  /**
   * All metrics in Prometheus's text format 0.0.4.
   *
   * @param local whether the request comes from this machine and no proxy passed it on
   * @return fails with 42501 when this caller may not read them, PGRST125 when they are off
   */
  Future<String> metrics(Credentials credentials, boolean local);
}
