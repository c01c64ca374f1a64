// Every method of auth-js that needs mail, messages, another issuer or PKCE: what each call answers
// is a line of JSON. The fourth argument is where mail is read and ID tokens are made.
import { createClient } from "@supabase/supabase-js";

const [address, publishable, , desk] = process.argv.slice(2);
class NoSocket {}
const client = (flowType = "implicit", more = {}) =>
  createClient(address, publishable, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType, ...more },
    realtime: { transport: NoSocket },
  });
const memory = () => {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
};
/** A program that keeps what its flow began with. */
const program = () => client("pkce", { persistSession: true, storage: memory() });
const desked = async (path) => (await fetch(desk + path)).text();
const digits = (to) => desked(`/digits?to=${encodeURIComponent(to)}`);
const message = (to) => desked(`/message?to=${encodeURIComponent(to)}`);
const word = (query) => desked(`/word?${new URLSearchParams(query)}`);
const link = async (to) => new URL(await desked(`/link?to=${encodeURIComponent(to)}`));
/** Follows a link as a browser does: where it is led. */
const visit = async (url) => {
  const answer = await fetch(address + url.pathname + url.search, { redirect: "manual" });
  return new URL(answer.headers.get("location"));
};
const follow = async (to) => visit(await link(to));
const token = async (to) => (await link(to)).searchParams.get("token");

function shape(value) {
  if (Array.isArray(value)) return value.map(shape);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, stable(name, each)]));
  }
  return value;
}
function stable(name, value) {
  if (["id", "user_id", "identity_id", "sub", "session_id", "messageId", "message_id"].includes(name) && value) return "<id>";
  if (name === "access_token") return `<jwt of ${value.split(".").length}>`;
  if (name === "refresh_token") return `<${value.length}>`;
  if (["kid", "signature"].includes(name)) return `<${name}>`;
  if (name.endsWith("_at") && typeof value === "string") return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? "<moment>" : value;
  if (["expires_at", "exp", "iat", "timestamp"].includes(name)) return "<seconds>";
  if (name === "expires_in") return Math.ceil(value / 60) * 60;
  return shape(value);
}
const say = (line) => console.log(JSON.stringify(line));
async function call(name, promise) {
  let answer;
  try {
    answer = await promise;
  } catch (thrown) {
    say({ name, thrown: { name: thrown.name, message: thrown.message } });
    return null;
  }
  const { data, error } = answer;
  const line = { name, data: shape(data) };
  if (error) line.error = { name: error.name, status: error.status, code: error.code, message: error.message, reasons: error.reasons };
  say(line);
  return data;
}
/** Where a browser is led, without what is new each time. */
function led(name, url) {
  const part = (text) => [...new URLSearchParams(text)].map(([key, value]) => [key, /token|^code$|expires/.test(key) && key !== "token_type" ? "<>" : value]);
  say({ name, to: url.origin + url.pathname, query: part(url.search), fragment: part(url.hash.slice(1)) });
}
const session = (url) => {
  const fragment = new URLSearchParams(url.hash.slice(1));
  return { access_token: fragment.get("access_token"), refresh_token: fragment.get("refresh_token") };
};

const password = "correct horse battery staple";
const site = "https://app.example.org";

// Sign-up, proven by its link; once more before that.
const ada = client();
await call("sign up", ada.auth.signUp({ email: "ada@example.org", password, options: { data: { name: "Ada" }, emailRedirectTo: `${site}/welcome` } }));
await call("not proven", client().auth.signInWithPassword({ email: "ada@example.org", password }));
led("a link is followed", await follow("ada@example.org"));
await call("resend", client().auth.resend({ type: "signup", email: "bea@example.org" }));
await call("sign up bea", client().auth.signUp({ email: "bea@example.org", password }));
await link("bea@example.org");
await call("resend bea", client().auth.resend({ type: "signup", email: "bea@example.org" }));
const beas = client();
await call("typed", beas.auth.verifyOtp({ type: "signup", email: "bea@example.org", token: await digits("bea@example.org") }));
await call("typed again", client().auth.verifyOtp({ type: "signup", email: "bea@example.org", token: "000000" }));
await call("taken", client().auth.signUp({ email: "ada@example.org", password: "another long enough one" }));
await call("sign in", ada.auth.signInWithPassword({ email: "ada@example.org", password }));

// Codes and links.
await call("code", client().auth.signInWithOtp({ email: "cyd@example.org", options: { data: { name: "Cyd" } } }));
const cyd = client();
await call("code typed", cyd.auth.verifyOtp({ type: "email", email: "cyd@example.org", token: await digits("cyd@example.org") }));
await call("code for nobody", client().auth.signInWithOtp({ email: "nobody@example.org", options: { shouldCreateUser: false } }));
await call("magic link", client().auth.signInWithOtp({ email: "cyd@example.org", options: { emailRedirectTo: "https://evil.example" } }));
led("leads to the site", await follow("cyd@example.org"));
await call("another link", client().auth.signInWithOtp({ email: "cyd@example.org" }));
const hash = await token("cyd@example.org");
await call("its hash", client().auth.verifyOtp({ type: "magiclink", token_hash: hash }));
await call("its hash again", client().auth.verifyOtp({ type: "magiclink", token_hash: hash }));
await call("phone", client().auth.signInWithOtp({ phone: "+254700000001" }));
const phone = client();
await call("phone typed", phone.auth.verifyOtp({ type: "sms", phone: "+254700000001", token: await message("+254700000001") }));
await call("phone and mail", client().auth.signInWithOtp({ phone: "nonsense" }));

// PKCE: of a link, of a sign-up, of a recovery.
const app = program();
await call("pkce link", app.auth.signInWithOtp({ email: "dan@example.org" }));
const back = await follow("dan@example.org");
led("leads back with a code", back);
await call("another program", program().auth.exchangeCodeForSession(back.searchParams.get("code")));
await call("exchange", app.auth.exchangeCodeForSession(back.searchParams.get("code")));
await call("claims", app.auth.getClaims());
await call("pkce recovery", app.auth.resetPasswordForEmail("dan@example.org", { redirectTo: `${site}/new` }));
const recovered = await follow("dan@example.org");
led("recovery leads back", recovered);
await call("exchange of recovery", app.auth.exchangeCodeForSession(recovered.searchParams.get("code")));
await call("new password", app.auth.updateUser({ password }));
await app.auth.signInWithOtp({ email: "dan@example.org" });
const spent = await link("dan@example.org");
await visit(spent);
led("a link that is spent", await visit(spent));

// A forgotten password, and what it ends.
const elsewhere = client();
await call("elsewhere", elsewhere.auth.signInWithPassword({ email: "ada@example.org", password }));
await call("recovery", client().auth.resetPasswordForEmail("ada@example.org"));
await call("recovery of nobody", client().auth.resetPasswordForEmail("nobody@example.org"));
const landed = await follow("ada@example.org");
led("recovery lands", landed);
await call("session of the link", ada.auth.setSession(session(landed)));
await call("weak", ada.auth.updateUser({ password: "password" }));
await call("same", ada.auth.updateUser({ password }));
await call("set", ada.auth.updateUser({ password: "an entirely new one" }));
await call("elsewhere is out", elsewhere.auth.getUser());
await call("reauthenticate", ada.auth.reauthenticate());
await call("wrong nonce", ada.auth.updateUser({ password, nonce: "000000" }));
await call("nonce", ada.auth.updateUser({ password, nonce: await digits("ada@example.org") }));
await call("wrong current password", ada.auth.updateUser({ password: "yet another password", current_password: "nonsense" }));
await call("current password", ada.auth.updateUser({ password: "yet another password", current_password: password }));

// Another address: both agree.
await call("new address", ada.auth.updateUser({ email: "lovelace@example.org" }, { emailRedirectTo: `${site}/changed` }));
led("the new one agrees", await follow("lovelace@example.org"));
led("the old one agrees", await follow("ada@example.org"));
await call("address", ada.auth.getUser());
await call("taken address", ada.auth.updateUser({ email: "bea@example.org" }));
await call("new phone", phone.auth.updateUser({ phone: "+254700000002" }));
await call("phone changed", phone.auth.verifyOtp({ type: "phone_change", phone: "+254700000002", token: await message("+254700000002") }));

// Anonymous people become somebody by mail.
const guest = client();
const first = await call("guest", guest.auth.signInAnonymously());
await call("guest writes", guest.from("notes").insert({ text: "mine" }).select("text"));
await call("guest without address", guest.auth.updateUser({ password }));
await call("guest wants an address", guest.auth.updateUser({ email: "guest@example.org" }));
await call("guest proves it", guest.auth.verifyOtp({ type: "email_change", email: "guest@example.org", token: await digits("guest@example.org") }));
await call("guest reads", guest.from("notes").select("text"));
const { data: { user: settled } } = await guest.auth.getUser();
say({ name: "the same account", same: first.user.id === settled.id, anonymous: settled.is_anonymous });

// Issuers and identities.
const eve = client();
const known = await call("id token", eve.auth.signInWithIdToken({ provider: "acme", token: await word({ sub: "eve", email: "eve@example.org", nonce: "n1" }), nonce: "n1" }));
await call("wrong nonce of a word", client().auth.signInWithIdToken({ provider: "acme", token: await word({ sub: "eve", nonce: "n1" }), nonce: "n2" }));
await call("unknown issuer", client().auth.signInWithIdToken({ provider: "google", token: await word({ sub: "eve" }) }));
await call("another's audience", client().auth.signInWithIdToken({ provider: "acme", token: await word({ sub: "eve", aud: "somebody" }) }));
await call("one identity", eve.auth.unlinkIdentity(known.user.identities[0]));
await call("link", guest.auth.linkIdentity({ provider: "acme", token: await word({ sub: "guest" }) }));
const identities = await call("identities", guest.auth.getUserIdentities());
await call("link of another's", guest.auth.linkIdentity({ provider: "acme", token: await word({ sub: "eve" }) }));
await call("unlink", guest.auth.unlinkIdentity(identities.identities.find((it) => it.provider === "acme")));
await call("link by a site", guest.auth.linkIdentity({ provider: "github", options: { skipBrowserRedirect: true } }));
const oauth = await client().auth.signInWithOAuth({ provider: "github", options: { skipBrowserRedirect: true, redirectTo: site } });
const refused = await fetch(oauth.data.url);
say({ name: "by a site", status: refused.status, body: await refused.json() });
await call("sso", client().auth.signInWithSSO({ domain: "example.org" }));

// What happens is told, and the client's own clock goes on.
const told = client();
const events = [];
const { data: { subscription } } = told.auth.onAuthStateChange((event) => void events.push(event));
await told.auth.signInWithPassword({ email: "bea@example.org", password });
await told.auth.refreshSession();
await told.auth.updateUser({ data: { seen: true } });
await told.auth.startAutoRefresh();
await told.auth.stopAutoRefresh();
await told.auth.signOut();
subscription.unsubscribe();
say({ name: "events", events });
await call("session afterwards", told.auth.getSession());
await call("refresh afterwards", told.auth.refreshSession());

// Both shapes of an error.
for (const version of ["2024-01-01", ""]) {
  const headers = { apikey: publishable, "content-type": "application/json", ...(version ? { "x-supabase-api-version": version } : {}) };
  const answer = await fetch(`${address}/auth/v1/verify`, { method: "POST", headers, body: JSON.stringify({ type: "email", email: "ada@example.org", token: "000000" }) });
  say({ name: `error ${version}`, status: answer.status, version: answer.headers.get("x-supabase-api-version"), code: answer.headers.get("x-sb-error-code"), body: await answer.json() });
}
process.exit(0);
