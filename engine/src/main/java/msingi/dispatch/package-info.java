/**
 * What the outbox holds goes out: words of mail and messages, and whoever sends them.
 *
 * <p>In: rows of the system table {@code outbox}, written in the transaction that wants them sent;
 * the application's folder {@code mail}. Out: mail and messages by integration, each row claimed by
 * one process at a time, tried again, and removed when it is sent. Deliberately not here: who is
 * written to and why (auth.accounts, auth.flows), SMTP and HTTP (integration).
 */
@NullMarked
package msingi.dispatch;

import org.jspecify.annotations.NullMarked;
