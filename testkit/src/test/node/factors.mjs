// Second factors and passkeys as supabase-js speaks them: what each call answers is a line of JSON.
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createClient } from "@supabase/supabase-js";

const [address, publishable] = process.argv.slice(2);
const site = "https://app.example.org";
const party = "app.example.org";

/** A key of WebAuthn in memory, and around it as much of a browser as the client asks for. */
class SoftKey {
  constructor() {
    this.id = randomBytes(32);
    this.pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.counter = 0;
    this.flags = 0x05;
  }
  create({ publicKey }) {
    this.handle = Buffer.from(publicKey.user.id);
    const { x, y } = this.pair.publicKey.export({ format: "jwk" });
    const point = (text) => Buffer.concat([Buffer.from([0x58, 0x20]), Buffer.from(text, "base64url")]);
    const cose = Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), point(x), Buffer.from([0x22]), point(y)]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const data = this.data(publicKey.rp.id, 0x40, Buffer.concat([Buffer.alloc(16), length, this.id, cose]));
    const text = (word) => Buffer.concat([Buffer.from([0x60 | word.length]), Buffer.from(word)]);
    const head = Buffer.from([0x58, data.length]);
    const object = Buffer.concat([
      Buffer.from([0xa3]), text("fmt"), text("none"), text("attStmt"), Buffer.from([0xa0]), text("authData"), head, data,
    ]);
    return this.credential({ clientDataJSON: this.client("webauthn.create", publicKey), attestationObject: object });
  }
  get({ publicKey }) {
    this.counter++;
    const data = this.data(publicKey.rpId, 0, Buffer.alloc(0));
    const client = this.client("webauthn.get", publicKey);
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    return this.credential({
      clientDataJSON: client,
      authenticatorData: data,
      signature: sign("sha256", signed, this.pair.privateKey),
      userHandle: this.handle,
    });
  }
  data(id, more, credential) {
    const tail = Buffer.alloc(5);
    tail[0] = this.flags | more;
    tail.writeUInt32BE(this.counter, 1);
    return Buffer.concat([createHash("sha256").update(id).digest(), tail, credential]);
  }
  client(type, publicKey) {
    const challenge = Buffer.from(publicKey.challenge).toString("base64url");
    return Buffer.from(JSON.stringify({ type, challenge, origin: globalThis.location.origin, crossOrigin: false }));
  }
  credential(response) {
    const made = new PublicKeyCredential();
    return Object.assign(made, {
      id: this.id.toString("base64url"),
      rawId: this.id,
      type: "public-key",
      response,
      getClientExtensionResults: () => ({}),
    });
  }
}
let key = new SoftKey();
globalThis.PublicKeyCredential = class PublicKeyCredential {};
globalThis.location = { origin: site, hostname: party, href: site + "/" };
globalThis.document = { visibilityState: "visible", addEventListener: () => {} };
globalThis.window = globalThis;
Object.defineProperty(globalThis, "navigator", {
  value: { credentials: { create: async (options) => key.create(options), get: async (options) => key.get(options) } },
});

class NoSocket {}
const client = () =>
  createClient(address, publishable, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, experimental: { passkey: true } },
    realtime: { transport: NoSocket },
  });

/** What does not change from run to run. */
function shape(value) {
  if (Array.isArray(value)) return value.map(shape);
  if (Buffer.isBuffer(value) || value instanceof ArrayBuffer || value instanceof Uint8Array) return "<bytes>";
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, stable(name, each)]));
  }
  return value;
}
function stable(name, value) {
  if (name === "user" && value?.email) return `<${value.email}: ${(value.factors ?? []).map((it) => `${it.friendly_name} ${it.status}`)}>`;
  if (name === "session" && value) return "<session>";
  if (["id", "challenge_id", "user_id", "factorId", "challengeId", "rawId"].includes(name)) return value?.includes?.(".") ? value : "<id>";
  if (name === "access_token") return `<jwt of ${value.split(".").length}>`;
  if (["refresh_token", "secret"].includes(name)) return `<${value.length}>`;
  if (name === "qr_code") return value.slice(0, 60);
  if (name === "uri") return value.replace(/secret=.*/, "secret=<secret>");
  if (name === "challenge") return "<challenge>";
  if (name.endsWith("_at") && typeof value === "string") return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? "<moment>" : value;
  if (["expires_at", "timestamp"].includes(name)) return "<seconds>";
  if (name === "expires_in") return Math.ceil(value / 60) * 60;
  return shape(value);
}
async function call(name, promise) {
  const { data, error } = await promise;
  const line = { name, data: shape(data) };
  const message = error?.message?.replace(/[0-9a-f-]{36}/g, "<id>");
  if (error) line.error = { name: error.name, status: error.status, code: error.code, message };
  console.log(JSON.stringify(line));
  return data;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const seconds = 30;
async function code(secret, later) {
  // What follows is to be within one step.
  const left = seconds - ((Date.now() / 1000) % seconds);
  if (left < 5) await new Promise((resolve) => setTimeout(resolve, left * 1000 + 10));
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / seconds) + later));
  const hash = createHmac("sha1", bytes).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, "0");
}

const password = "correct horse battery staple";
const ada = client();
await ada.auth.signUp({ email: "ada@example.org", password });
await call("no level yet", ada.auth.mfa.getAuthenticatorAssuranceLevel());
await call("no factors", ada.auth.mfa.listFactors());
const totp = await call("enroll", ada.auth.mfa.enroll({ factorType: "totp", friendlyName: "phone", issuer: "Clinic" }));
await call("the same name", ada.auth.mfa.enroll({ factorType: "totp", friendlyName: "phone" }));
await call("phones are off", ada.auth.mfa.enroll({ factorType: "phone", friendlyName: "mobile", phone: "+254700123456" }));
await call("factors begun", ada.auth.mfa.listFactors());
const first = await call("challenge", ada.auth.mfa.challenge({ factorId: totp.id }));
await call("wrong code", ada.auth.mfa.verify({ factorId: totp.id, challengeId: first.id, code: "12345" }));
const used = await code(totp.totp.secret, -1);
await call("verify", ada.auth.mfa.verify({ factorId: totp.id, challengeId: first.id, code: used }));
await call("level", ada.auth.mfa.getAuthenticatorAssuranceLevel());
const { data: { session } } = await ada.auth.getSession();
await call("level of a token", ada.auth.mfa.getAuthenticatorAssuranceLevel(session.access_token));
await call("factors", ada.auth.mfa.listFactors());
await call("challenge used", ada.auth.mfa.verify({ factorId: totp.id, challengeId: first.id, code: used }));
await call("code used", ada.auth.mfa.challengeAndVerify({ factorId: totp.id, code: used }));

const tab = client();
await call("sign in", tab.auth.signInWithPassword({ email: "ada@example.org", password }));
await call("level of a password", tab.auth.mfa.getAuthenticatorAssuranceLevel());
await call("enroll by password", tab.auth.mfa.enroll({ factorType: "totp", friendlyName: "mine" }));
await call("unenroll by password", tab.auth.mfa.unenroll({ factorId: totp.id }));
await call("new password by password", tab.auth.updateUser({ password: "a newer and longer one" }));
await call("passkey by password", tab.auth.registerPasskey());
await call("challenge and verify", tab.auth.mfa.challengeAndVerify({ factorId: totp.id, code: await code(totp.totp.secret, 0) }));
await call("the first one goes on", ada.auth.getUser());
await call("no such factor", tab.auth.mfa.challenge({ factorId: "00000000-0000-7000-8000-000000000001" }));

await call("register a key", tab.auth.mfa.webauthn.register({ friendlyName: "key" }));
await call("factors with a key", tab.auth.mfa.listFactors());
const keys = (await tab.auth.mfa.listFactors()).data.webauthn;
const other = client();
await other.auth.signInWithPassword({ email: "ada@example.org", password });
await call("authenticate by a key", other.auth.mfa.webauthn.authenticate({ factorId: keys[0].id }));
await call("level by a key", other.auth.mfa.getAuthenticatorAssuranceLevel());
globalThis.location.origin = "https://evil.example";
await call("authenticate on another page", other.auth.mfa.webauthn.authenticate({ factorId: keys[0].id }));
globalThis.location.origin = site;
await call("unenroll the key", other.auth.mfa.unenroll({ factorId: keys[0].id }));
await other.auth.refreshSession();
await call("level without the key", other.auth.mfa.getAuthenticatorAssuranceLevel());
await call("unenroll", tab.auth.mfa.unenroll({ factorId: totp.id }));
await call("no factors left", tab.auth.mfa.listFactors());

key = new SoftKey();
await call("no passkeys", tab.auth.passkey.list());
const passkey = await call("register a passkey", tab.auth.registerPasskey());
await call("name it", tab.auth.passkey.update({ passkeyId: passkey.id, friendlyName: "Laptop" }));
await call("no name", tab.auth.passkey.update({ passkeyId: passkey.id, friendlyName: "" }));
await call("passkeys", tab.auth.passkey.list());
const visitor = client();
await call("sign in by passkey", visitor.auth.signInWithPasskey());
await call("level by passkey", visitor.auth.mfa.getAuthenticatorAssuranceLevel());
await call("passkeys after a use", visitor.auth.passkey.list());
const begun = await call("start registration", visitor.auth.passkey.startRegistration());
await call("verify nonsense", visitor.auth.passkey.verifyRegistration({ challengeId: begun.challenge_id, credential: { id: "x" } }));
await call("verify again", visitor.auth.passkey.verifyRegistration({ challengeId: begun.challenge_id, credential: { id: "x" } }));
const asked = await call("start authentication", client().auth.passkey.startAuthentication());
await call("authenticate by nonsense", client().auth.passkey.verifyAuthentication({ challengeId: asked.challenge_id, credential: { id: "x" } }));
globalThis.location.origin = "https://evil.example";
await call("sign in on another page", client().auth.signInWithPasskey());
globalThis.location.origin = site;
key.flags = 0x01;
await call("sign in unverified", client().auth.signInWithPasskey());
key.flags = 0x05;
await call("no such passkey", visitor.auth.passkey.delete({ passkeyId: "00000000-0000-7000-8000-000000000001" }));
await call("delete", visitor.auth.passkey.delete({ passkeyId: passkey.id }));
await call("sign in by a deleted one", client().auth.signInWithPasskey());
await call("who has no session", client().auth.passkey.list());
