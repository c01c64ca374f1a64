// Accounts as supabase-js speaks them: what each call answers is a line of JSON.
import { createClient } from "@supabase/supabase-js";

const [address, publishable] = process.argv.slice(2);
class NoSocket {}
const client = (flowType = "implicit") =>
  createClient(address, publishable, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType },
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
  if (["id", "user_id", "identity_id", "sub", "session_id"].includes(name)) return "<id>";
  if (name === "access_token") return `<jwt of ${value.split(".").length}>`;
  if (name === "refresh_token") return `<${value.length}>`;
  if (name.endsWith("_at") && typeof value === "string") return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? "<moment>" : value;
  if (["expires_at", "exp", "iat", "timestamp"].includes(name)) return "<seconds>";
  if (name === "expires_in") return Math.ceil(value / 60) * 60;
  if (["x", "y", "kid", "signature", "iss"].includes(name)) return `<${name}>`;
  return shape(value);
}
async function call(name, promise) {
  const { data, error } = await promise;
  const line = { name, data: shape(data) };
  if (error) line.error = { name: error.name, status: error.status, code: error.code, message: error.message, reasons: error.reasons };
  console.log(JSON.stringify(line));
  return data;
}

const password = "correct horse battery staple";
const ada = client();
await call("sign up", ada.auth.signUp({ email: "Ada@Example.org", password, options: { data: { name: "Ada", likes: ["tea"] } } }));
await call("sign up again", client().auth.signUp({ email: "ada@example.org", password: "another long secret" }));
await call("weak", client().auth.signUp({ email: "weak@example.org", password: "short" }));
await call("no address", client().auth.signUp({ email: "nobody", password }));
await call("user", ada.auth.getUser());
const { data: { session: first } } = await ada.auth.getSession();
await call("claims", ada.auth.getClaims());
await call("own row", ada.from("users").select("id, name, level"));
await call("aal", ada.auth.mfa.getAuthenticatorAssuranceLevel());

await call("wrong password", client().auth.signInWithPassword({ email: "ada@example.org", password: "wrong" }));
await call("unknown", client().auth.signInWithPassword({ email: "eve@example.org", password: "wrong" }));
const tab = client();
await call("sign in", tab.auth.signInWithPassword({ email: "ADA@example.org", password }));
await call("update data", tab.auth.updateUser({ data: { name: "Ada L.", likes: null } }));
await call("same password", tab.auth.updateUser({ password }));
await call("new password", tab.auth.updateUser({ password: "a newer and longer one" }));
await call("others are out", ada.auth.getUser());
await call("old password", client().auth.signInWithPassword({ email: "ada@example.org", password }));
await call("refresh of an ended session", client().auth.refreshSession({ refresh_token: first.refresh_token }));

await call("refresh", tab.auth.refreshSession());
await call("refresh again", tab.auth.refreshSession());
const { data: { session } } = await tab.auth.getSession();
await call("set session", client().auth.setSession(session));
await call("forged refresh token", client().auth.refreshSession({ refresh_token: "x".repeat(55) }));

const guest = client();
const made = await call("anonymous", guest.auth.signInAnonymously({ options: { data: { theme: "dark" } } }));
await call("guest writes", guest.from("notes").insert({ text: "mine" }).select("text"));
await call("guest becomes somebody", guest.auth.updateUser({ email: "guest@example.org", password: "now i am somebody" }));
const back = client();
const again = await call("guest signs in", back.auth.signInWithPassword({ email: "guest@example.org", password: "now i am somebody" }));
console.log(JSON.stringify({ name: "the same account", same: made.user.id === again.user.id }));
await call("and has the rows", back.from("notes").select("text"));

const other = client();
await call("second session", other.auth.signInWithPassword({ email: "guest@example.org", password: "now i am somebody" }));
await call("sign out others", back.auth.signOut({ scope: "others" }));
await call("other is out", other.auth.getUser());
await call("other sees nothing", other.from("notes").select("text"));
await call("this is in", back.auth.getUser());
await call("sign out here", back.auth.signOut({ scope: "local" }));
await call("guest is out since", guest.auth.getUser());
await call("sign out everywhere", tab.auth.signOut());
const raw = async (name, path, options = {}) => {
  const answer = await fetch(address + "/auth/v1" + path, { ...options, headers: { apikey: publishable, ...options.headers } });
  const text = await answer.text();
  console.log(JSON.stringify({ name, status: answer.status, code: answer.headers.get("x-sb-error-code"), body: text ? shape(JSON.parse(text)) : null }));
};
const json = (body) => ({ method: "POST", body, headers: { "content-type": "application/json" } });
await raw("settings", "/settings");
await raw("health", "/health");
await raw("keys", "/.well-known/jwks.json");
await raw("no token", "/user");
await raw("nonsense token", "/user", { headers: { authorization: "Bearer a.b.c" } });
await raw("duplicate members", "/signup", json('{"email":"a@b.c","email":"d@b.c","password":"a long enough password"}'));
await raw("not an object", "/token?grant_type=password", json("[]"));
await raw("two grants", "/token?grant_type=password&grant_type=pkce", json("{}"));
await raw("another grant", "/token?grant_type=magic", json("{}"));
await raw("no such code", "/token?grant_type=pkce", json('{"auth_code":"x","code_verifier":"y"}'));
await raw("wrong method", "/signup");
await raw("unknown path", "/nowhere");
