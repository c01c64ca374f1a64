/**
 * What every step of accounts stands on: sessions and their tokens, persons as they are shown,
 * one-time codes, the audit and the outbox.
 *
 * <p>In: a {@link msingi.auth.accounts.Ground} (store, settings, keys, clock) and the tables of the
 * system App. Out: small parts that steps put together on a thread that may wait, inside one {@link
 * msingi.auth.Work}. Deliberately not here: the steps themselves (auth.flows), HTTP, what a caller
 * may do with data (policy), and sending: the outbox is only filled here.
 */
@NullMarked
package msingi.auth.accounts;

import org.jspecify.annotations.NullMarked;
