// A scenario with the client of others: every call's outcome is a line of JSON.
import { PostgrestClient } from "@supabase/postgrest-js";

const [address, publishable, secret] = process.argv.slice(2);
const client = (key) =>
  new PostgrestClient(`${address}/rest/v1`, { headers: { apikey: key, Authorization: `Bearer ${key}` } });
const anyone = client(publishable);
const service = client(secret);

async function call(name, query) {
  const { data, error, count, status } = await query;
  const line = { name, status, data };
  if (error) line.error = { code: error.code };
  if (count !== null && count !== undefined) line.count = count;
  console.log(JSON.stringify(line));
}

await call("insert one", service.from("channels").insert({ id: 1, slug: "public" }));
await call("insert many", service.from("channels").insert([{ id: 2, slug: "random" }, { id: 3, slug: "other" }]).select());
await call("insert users", service.from("people").insert([
  { username: "supabot", status: "ONLINE", age: 1 },
  { username: "kiwicopple", status: "OFFLINE", age: 25 },
  { username: "awailas", status: "ONLINE", age: 25 },
  { username: "dragarcia", status: "ONLINE", age: 20 },
]).select("username"));
await call("insert with defaults", service.from("people").insert([{ username: "newcomer" }], { defaultToNull: false }).select().single());
await call("insert messages", service.from("messages").insert([
  { id: 1, message: "Hello World 👋", username: "supabot", channel_id: 1, data: { tags: ["a", "b"] } },
  { id: 2, message: "Perfection is attained", username: "supabot", channel_id: 2, data: null },
  { id: 3, message: "100% (really, \"quoted\")", username: "kiwicopple", channel_id: 2, data: null },
]));
await call("duplicate", service.from("channels").insert({ id: 1, slug: "again" }));
await call("missing reference", service.from("messages").insert({ id: 9, message: "x", username: "nobody", channel_id: 1 }));
await call("stranger may not write", anyone.from("channels").insert({ id: 4, slug: "no" }));

await call("select all", anyone.from("channels").select().order("id"));
await call("select columns and alias", anyone.from("people").select("name:username, status").order("username"));
await call("eq", anyone.from("people").select("username").eq("status", "OFFLINE"));
await call("neq and gte", anyone.from("people").select("username").neq("username", "supabot").gte("age", 25).order("username"));
await call("in", anyone.from("people").select("username").in("username", ["supabot", "awailas", "a,b"]).order("username"));
await call("like", anyone.from("people").select("username").like("username", "%ar%").order("username"));
await call("ilike", anyone.from("people").select("username").ilike("username", "SUPA%"));
await call("is null", anyone.from("people").select("username").is("age", null));
await call("not", anyone.from("people").select("username").not("status", "eq", "ONLINE").order("username"));
await call("or", anyone.from("people").select("username").or("age.eq.1,and(status.eq.ONLINE,age.eq.20)").order("username"));
await call("match", anyone.from("people").select("username").match({ status: "ONLINE", age: 25 }));
await call("filter with quotes", anyone.from("messages").select("id").eq("message", '100% (really, "quoted")'));
await call("range and count", anyone.from("people").select("username", { count: "exact" }).order("username", { ascending: false }).range(1, 2));
await call("head and count", anyone.from("people").select("*", { count: "exact", head: true }));
await call("limit", anyone.from("people").select("username").order("age", { nullsFirst: true }).order("username").limit(2));
await call("to one", anyone.from("messages").select("message, channels(slug), author:people(username)").order("id").limit(1).single());
await call("to many", anyone.from("channels").select("slug, messages(id)").order("id").order("id", { referencedTable: "messages", ascending: false }));
await call("inner join and filter", anyone.from("channels").select("slug, messages!inner(id)").eq("messages.username", "kiwicopple"));
await call("limit of the embedded", anyone.from("channels").select("slug, messages(id)").eq("id", 2).order("id", { referencedTable: "messages" }).limit(1, { referencedTable: "messages" }));
await call("single fails", anyone.from("people").select().eq("status", "ONLINE").single());
await call("maybe single", anyone.from("people").select("username").eq("username", "nobody").maybeSingle());
await call("csv", anyone.from("channels").select("id,slug").order("id").csv());
await call("unknown table", anyone.from("chanels").select());
await call("unknown column", anyone.from("channels").select("slag"));
await call("hidden from strangers", anyone.from("secrets").select());
await call("seen by the service", service.from("secrets").select("id"));

await call("update", service.from("channels").update({ slug: "renamed" }).eq("id", 3).select());
await call("update of nothing", service.from("channels").update({ slug: "x" }).eq("id", 99));
await call("upsert merges", service.from("people").upsert({ username: "kiwicopple", status: "ONLINE" }).select("username,status"));
await call("upsert ignores", service.from("people").upsert({ username: "supabot", status: "OFFLINE" }, { ignoreDuplicates: true }).select("username,status"));
await call("upsert on another column", service.from("channels").upsert({ id: 3, slug: "renamed" }, { onConflict: "slug" }).select());
await call("too many affected", service.from("people").update({ age: 3 }).eq("status", "ONLINE").maxAffected(1));
await call("delete", service.from("channels").delete().eq("id", 3).select("slug"));
await call("delete refused", service.from("channels").delete().eq("id", 1));
await call("left", anyone.from("channels").select("id", { count: "exact" }).order("id"));

await call("rpc with an argument", anyone.rpc("greet", { name: "you" }));
await call("rpc with get", anyone.rpc("greet", { name: "you" }, { get: true }));
await call("rpc without its argument", anyone.rpc("greet"));
await call("rpc of rows", anyone.rpc("people_older_than", { age: 2 }).select("username").order("username"));
await call("rpc of rows, filtered and counted", anyone.rpc("people_older_than", { age: 2 }, { count: "exact" }).eq("status", "ONLINE").select("username").order("username").limit(1));
await call("rpc of rows, only counted", anyone.rpc("people_older_than", { age: 2 }, { head: true, count: "exact" }));
await call("rpc of one of the rows", anyone.rpc("people_older_than", { age: 2 }).eq("username", "dragarcia").select("age").single());
await call("rpc with an array", anyone.rpc("tagged", { tags: ["a", "b,c"] }));
await call("rpc with an array and get", anyone.rpc("tagged", { tags: ["a", "b"] }, { get: true }));
await call("rpc of nothing", service.rpc("retire", { name: "newcomer" }));
await call("rpc that is closed", anyone.rpc("retire", { name: "newcomer" }));
await call("rpc that writes with get", service.rpc("retire", { name: "newcomer" }, { get: true }));
await call("rpc that is not there", anyone.rpc("gret"));
await call("rpc with a wrong argument", anyone.rpc("greet", { nme: "you" }));
