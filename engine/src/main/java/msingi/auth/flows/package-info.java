/**
 * The steps of accounts: each a class that reads from top to bottom, waits where it must, and
 * changes the tables in one transaction. {@link msingi.auth.flows.AccountService} says who may take
 * which.
 *
 * <p>In: {@link msingi.request.Step} and {@link msingi.request.Visit}. Out: {@link
 * msingi.request.Reply}, or a failure from the catalogue; the same, and as late, for accounts that
 * are there and those that are not. Deliberately not here: the wire (door.auth), parts that several
 * steps share (auth.accounts).
 */
@NullMarked
package msingi.auth.flows;

import org.jspecify.annotations.NullMarked;
