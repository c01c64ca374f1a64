package msingi.store.sql.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.store.sql.CallScript;
import msingi.store.sql.Compiler;
import msingi.store.sql.ReadScript;
import msingi.store.sql.WriteScript;

/** Scripts of plans: made once for each instance, forgotten with it. */
final class Scripts {
  private final Compiler compiler;
  private final Cache<ReadPlan, ReadScript> reads = Caffeine.newBuilder().weakKeys().build();
  private final Cache<WritePlan, WriteScript> writes = Caffeine.newBuilder().weakKeys().build();

  private final Cache<CallPlan, CallScript> calls = Caffeine.newBuilder().weakKeys().build();

  Scripts(Compiler compiler) {
    this.compiler = compiler;
  }

  ReadScript read(ReadPlan plan) {
    return reads.get(plan, compiler::read);
  }

  WriteScript write(WritePlan plan) {
    return writes.get(plan, compiler::write);
  }

  CallScript call(CallPlan plan) {
    return calls.get(plan, compiler::call);
  }
}
