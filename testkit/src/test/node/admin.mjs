// auth.admin.* as supabase-js speaks it: what each call answers is a line of JSON.
import { createClient } from "@supabase/supabase-js";

const [address, publishable, secret] = process.argv.slice(2);
class NoSocket {}
const client = (key) =>
  createClient(address, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, experimental: { passkey: true } },
    realtime: { transport: NoSocket },
  });

/** What does not change from run to run. */
function shape(value) {
  if (Array.isArray(value)) return value.map(shape);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, stable(name, each)]));
  }
  return value;
}
function stable(name, value) {
  if (["id", "user_id", "identity_id", "sub", "session_id", "account_id", "actor_id"].includes(name)) return "<id>";
  if (name === "access_token") return `<jwt of ${value.split(".").length}>`;
  if (["refresh_token", "hashed_token", "email_otp"].includes(name)) return `<${value.length}>`;
  if (name === "action_link") return value.replace(/^.*\/auth/, "<server>/auth").replace(/token=[0-9a-f]+/, "token=<token>").replace(/redirect_to=[^&]*/, (all) => decodeURIComponent(all).replace(/127.0.0.1:\d+/, "<server>"));
  if (name === "redirect_to") return value.replace(/127.0.0.1:\d+/, "<server>");
  if ((name.endsWith("_at") || name === "banned_until") && typeof value === "string") return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? "<moment>" : value;
  if (["expires_at", "exp", "iat", "timestamp"].includes(name)) return "<seconds>";
  if (name === "expires_in") return Math.ceil(value / 60) * 60;
  return shape(value);
}
async function call(name, promise) {
  const { data, error } = await promise;
  const line = { name, data: shape(data) };
  if (error) line.error = { name: error.name, status: error.status, code: error.code, message: error.message, reasons: error.reasons };
  console.log(JSON.stringify(line));
  return data;
}
const short = async (name, promise, pick) => {
  const { data, error } = await promise;
  console.log(JSON.stringify({ name, answer: error ? { code: error.code, status: error.status } : pick(data) }));
  return data;
};

const admin = client(secret).auth.admin;
const password = "correct horse battery staple";
const nobody = "00000000-0000-7000-8000-000000000000";
const own = "018f0000-0000-7000-8000-00000000000a";

const { user: ada } = await call("create", admin.createUser({ email: "Ada@Example.org", password, email_confirm: true, user_metadata: { name: "Ada" }, app_metadata: { roles: ["editor"], plan: "pro" } }));
await call("create with id, phone and a hash", admin.createUser({ id: own, email: "bob@example.org", phone: "+254700000001", phone_confirm: true, email_confirm: true, password_hash: "$2a$04$abcdefghijklmnopqrstuuPiCkTjIbFqh1rOmyEnTFsL6qTKDfXyu" }));
await call("create again", admin.createUser({ email: "ada@example.org" }));
await call("create the id again", admin.createUser({ id: own, email: "carl@example.org" }));
await call("create nobody", admin.createUser({ user_metadata: {} }));
await call("create with a weak password", admin.createUser({ email: "weak@example.org", password: "short" }));
await call("create with both", admin.createUser({ email: "both@example.org", password, password_hash: "$2a$10$abcdefghijklmnopqrstuuPiCkTjIbFqh1rOmyEnTFsL6qTKDfXyu" }));
await call("create with no hash of ours", admin.createUser({ email: "md5@example.org", password_hash: "$1$abc$def" }));
await call("create with a role of nobody", admin.createUser({ email: "role@example.org", role: "service_role" }));
await call("get", admin.getUserById(ada.id));
await call("get nobody", admin.getUserById(nobody));
await call("list", admin.listUsers());
await short("list, page 1 of 2", admin.listUsers({ page: 1, perPage: 1 }), (it) => [it.users.map((each) => each.email), it.nextPage, it.lastPage, it.total]);
await short("list, page 2 of 2", admin.listUsers({ page: 2, perPage: 1 }), (it) => [it.users.map((each) => each.email), it.nextPage, it.lastPage, it.total]);
await short("list, page 9", admin.listUsers({ page: 9, perPage: 1 }), (it) => [it.users.length, it.nextPage, it.lastPage, it.total]);
await short("list, too many at once", admin.listUsers({ page: 1, perPage: 5000 }), (it) => it);

const web = client(publishable);
const { session } = await call("ada signs in", web.auth.signInWithPassword({ email: "ada@example.org", password }));
await short("ada's token", web.auth.getUser(), (it) => it.user.email);
await call("change what she says of herself", admin.updateUserById(ada.id, { user_metadata: { name: null, likes: "tea" } }));
await short("which keeps her in", web.auth.getUser(), (it) => it.user.user_metadata);
await call("change what we say of her", admin.updateUserById(ada.id, { app_metadata: { plan: "free" } }));
const rows = async (name, token) => {
  const answer = await fetch(address + "/rest/v1/notes?select=text", { headers: { apikey: publishable, authorization: "Bearer " + token } });
  console.log(JSON.stringify({ name, status: answer.status }));
};
await rows("a token of before opens nothing", session.access_token);
const again = client(publishable);
const { session: fresh } = await short("a refresh brings what is so", again.auth.refreshSession(session), (it) => it.user.app_metadata);
const { data: { session: now } } = await again.auth.getSession();
await rows("and opens", now.access_token);
await short("takes a role", admin.updateUserById(ada.id, { app_metadata: { roles: [] } }), (it) => it.user.app_metadata);
await rows("which ends the session", now.access_token);
await short("for good", client(publishable).auth.refreshSession(now), (it) => it);

await short("ban", admin.updateUserById(ada.id, { ban_duration: "24h" }), (it) => typeof it.user.banned_until);
await short("who is banned stays out", client(publishable).auth.signInWithPassword({ email: "ada@example.org", password }), (it) => it);
await short("a ban of nonsense", admin.updateUserById(ada.id, { ban_duration: "a day" }), (it) => it);
await short("no ban", admin.updateUserById(ada.id, { ban_duration: "none" }), (it) => typeof it.user.banned_until);
const back = client(publishable);
await short("is in again", back.auth.signInWithPassword({ email: "ada@example.org", password }), (it) => it.user.email);
await short("new password", admin.updateUserById(ada.id, { password: "another long and secret one" }), (it) => it.user.email);
await short("which ends the session", back.auth.getUser(), (it) => it);
await short("old password", client(publishable).auth.signInWithPassword({ email: "ada@example.org", password }), (it) => it);
const third = client(publishable);
await short("the new one", third.auth.signInWithPassword({ email: "ada@example.org", password: "another long and secret one" }), (it) => it.user.email);
await call("new address", admin.updateUserById(ada.id, { email: "lovelace@example.org", email_confirm: true }));
await call("an address that is taken", admin.updateUserById(ada.id, { email: "bob@example.org" }));
await call("change nobody", admin.updateUserById(nobody, { email: "x@example.org" }));
const { data: { session: theirs } } = await third.auth.getSession();
await call("sign out by admin", admin.signOut(theirs.access_token, "global"));
await short("is out", third.auth.getUser(), (it) => it);

await call("invite", admin.inviteUserByEmail("Dora@example.org", { data: { name: "Dora" }, redirectTo: "https://elsewhere.example.com" }));
await call("invite who is there", admin.inviteUserByEmail("lovelace@example.org"));
for (const [type, more] of [
  ["signup", { password }],
  ["invite", { options: { data: { name: "Eve" } } }],
  ["magiclink", {}],
  ["recovery", {}],
  ["email_change_current", { newEmail: "fresh@example.org" }],
  ["email_change_new", { newEmail: "fresh@example.org" }],
]) {
  const email = type === "signup" || type === "invite" ? `${type}@example.org` : "lovelace@example.org";
  const { properties } = await call("link " + type, admin.generateLink({ type, email, ...more }));
  const verified = type.startsWith("email_change") ? "email_change" : type;
  await short("verify " + type, client(publishable).auth.verifyOtp({ type: verified, token_hash: properties.hashed_token }), (it) => [it.user?.email, it.user?.user_metadata, it.session?.token_type]);
  await short("verify twice", client(publishable).auth.verifyOtp({ type: verified, token_hash: properties.hashed_token }), (it) => it);
}
await short("who was signed up signs in", client(publishable).auth.signInWithPassword({ email: "signup@example.org", password }), (it) => it.user.email);
await call("link of nobody", admin.generateLink({ type: "recovery", email: "nobody@example.org" }));
await call("link of what is not", admin.generateLink({ type: "other", email: "lovelace@example.org" }));
await call("link for who is there", admin.generateLink({ type: "signup", email: "fresh@example.org", password }));

await call("factors", admin.mfa.listFactors({ userId: ada.id }));
await call("factors of nobody", admin.mfa.listFactors({ userId: nobody }));
await call("no such factor", admin.mfa.deleteFactor({ userId: ada.id, id: nobody }));
await call("passkeys", admin.passkey.listPasskeys({ userId: ada.id }));
await call("no such passkey", admin.passkey.deletePasskey({ userId: ada.id, passkeyId: nobody }));

await short("guest", client(publishable).auth.signInAnonymously(), (it) => it.user.is_anonymous);
const last = client(publishable);
const { user: gone } = await short("the last sign-in", last.auth.signInWithPassword({ email: "fresh@example.org", password: "another long and secret one" }), (it) => it.user.email);
const { data: { session: ended } } = await last.auth.getSession();
await call("soft delete", admin.deleteUser(gone.id, true));
await rows("opens nothing", ended.access_token);
await call("what stays", admin.getUserById(gone.id));
await short("change what is deleted", admin.updateUserById(gone.id, { email: "x@example.org" }), (it) => it);
await short("the address is free", admin.createUser({ email: "fresh@example.org" }), (it) => it.user.email);
await call("delete", admin.deleteUser(own));
await call("delete again", admin.deleteUser(own));
await short("list at the end", admin.listUsers(), (it) => [it.users.length, it.total]);

const raw = async (name, path, options = {}, pick = (it) => it) => {
  const answer = await fetch(address + "/auth/v1" + path, options);
  const text = await answer.text();
  const body = text ? shape(JSON.parse(text)) : null;
  console.log(JSON.stringify({ name, status: answer.status, code: answer.headers.get("x-sb-error-code"), total: Number(answer.headers.get("x-total-count")) > 0, body: pick(body) }));
};
const by = (key) => ({ headers: { apikey: key } });
await raw("audit", "/admin/audit?page=1&per_page=4", by(secret));
await raw("audit of strangers", "/admin/audit", by(publishable));
await raw("audit of nobody", "/admin/audit", {});
await raw("audit of a person", "/admin/audit", { headers: { apikey: publishable, authorization: "Bearer " + now.access_token } });
await raw("no id", "/admin/users/1", by(secret));
await raw("a short id", "/admin/users/1-1-1-1-1", by(secret));
await raw("a page of nothing", "/admin/users?page=0", by(secret));
await raw("turned by the last", `/admin/users?after=${own}&per_page=2`, by(secret), (it) => it.users.length);
await raw("wrong method", "/admin/users/" + own, { ...by(secret), method: "PATCH" });
