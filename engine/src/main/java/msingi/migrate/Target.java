package msingi.migrate;

import msingi.definition.App;

/**
 * Where a migration leads.
 *
 * @param app the definition
 * @param sources its texts, kept in the ledger for people to read; may be empty
 */
public record Target(App app, String sources) {}
