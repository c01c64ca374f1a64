package msingi.door.grpc;

import msingi.http.Exchange;
import msingi.request.Surface;

/**
 * One call on one collection.
 *
 * @param names what the caller may name
 * @param visible the collection as the caller sees it
 */
record Scene(
    Exchange exchange, View.Names names, Surface.Visible visible, Contract.RowMessage message) {

  /** The most rows of an answer. */
  long most() {
    return names.surface().app().settings().rows();
  }
}
