package msingi.request;

import msingi.base.Deadline;

/**
 * Under which circumstances a step is taken; nothing in it is believed but what the server knows by
 * itself.
 *
 * @param credentials what the request shows to say who sends it
 * @param address where it comes from, as the server knows it and never as the request says
 * @param agent what the program calls itself, cut to a bearable length, or empty
 * @param redirect where the visitor wants to be led in the end, or empty; not yet allowed
 * @param language the language that the visitor likes best (RFC 5646), or empty
 * @param deadline when the answer is owed
 * @param familiar whether the visitor is known to be at home at this address
 */
public record Visit(
    Credentials credentials,
    String address,
    String agent,
    String redirect,
    String language,
    Deadline deadline,
    boolean familiar) {

  /** The same of a visitor who is at home here. */
  public Visit atHome() {
    return new Visit(credentials, address, agent, redirect, language, deadline, true);
  }
}
