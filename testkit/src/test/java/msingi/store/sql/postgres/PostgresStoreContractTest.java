package msingi.store.sql.postgres;

import msingi.store.Store;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.ThingPlans;
import msingi.testkit.contract.ReadContract;
import msingi.testkit.contract.StoreContract;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL does what every store must. */
@ParameterizedClass
@ValueSource(ints = {14, 18})
class PostgresStoreContractTest extends ReadContract {
  PostgresStoreContractTest(int major) {
    super(new Bench(new PostgresBench(EmbeddedPostgres.shared(major), "pool=4")));
  }

  private record Bench(PostgresBench bench) implements StoreContract.Fixture {
    @Override
    public Store open(ThingPlans plans) {
      return bench.store;
    }

    @Override
    public void close() {
      bench.close();
    }
  }
}
