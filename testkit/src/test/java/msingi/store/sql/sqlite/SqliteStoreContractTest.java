package msingi.store.sql.sqlite;

import msingi.testkit.contract.ReadContract;

/** SQLite does what every store must. */
final class SqliteStoreContractTest extends ReadContract {
  SqliteStoreContractTest() {
    super(new SqliteFixture());
  }
}
