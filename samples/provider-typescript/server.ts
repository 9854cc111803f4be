// A provider of the standard (docs/spec/provider.md) on the official MCP SDK: books on a shelf, which is the file that the first argument names. It reaches level 2.
import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListResourcesRequestSchema, ListToolsRequestSchema, ReadResourceRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { Ajv2020 } from "ajv/dist/2020.js";

type Json = any;
type Book = { id: string; urn: string; name: string; deployment: string; properties: Json; dependencies: string[] };
type Issue = { severity: string; code: string; message: string; path: string };

const book = {
  type: "shelf:book", version: 1, title: "Book", description: "A book on the shelf. Another title is another book.",
  properties: {
    type: "object", required: ["title"], additionalProperties: false,
    properties: {
      title: { type: "string", minLength: 1, maxLength: 80, "x-iac-immutable": true, description: "What it is called." },
      author: { type: "string", default: "unknown", description: "Who wrote it." },
      year: { type: "integer", minimum: 1450, maximum: 2100, description: "When it was printed." },
      note: { type: "string", "x-iac-sensitive": true, description: "What nobody else should read." },
    },
  },
  outputs: { type: "object", required: ["id", "spine"], properties: { id: { type: "string", description: "Its place." }, spine: { type: "string", description: "What stands on its back." } } },
  identity: ["id"], naturalKeys: [], operations: { update: true, list: true, import: false }, undo: { create: "exact", update: "exact", delete: "recreate" }, stateful: false,
  examples: [{ title: "Flatland", author: "Edwin Abbott", year: 1884 }],
};
const members: Json = book.properties.properties;
const canonical = (v: Json): string => Array.isArray(v) ? `[${v.map(canonical)}]`
  : v && typeof v === "object" ? `{${Object.keys(v).filter(k => v[k] !== undefined).sort().map(k => `${JSON.stringify(k)}:${canonical(v[k])}`)}}` : JSON.stringify(v);
const sha = (text: string) => createHash("sha256").update(text).digest("hex");
const schemaDigest = `sha256:${sha(canonical([book]))}`;
const same = (a: Json, b: Json) => canonical(a ?? null) === canonical(b ?? null);

// The record: every change is in the file, with its result, before anybody hears of it.
const file = process.argv[2] ?? "shelf.json";
const store: { secret: string; books: Book[]; gone: Book[]; ledger: Record<string, { hash: string; result: Json }>; versions: Record<string, number>; next: number } =
  existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { secret: randomBytes(32).toString("hex"), books: [], gone: [], ledger: {}, versions: {}, next: 1 };
const save = () => { writeFileSync(file + ".new", JSON.stringify(store), { mode: 0o600 }); renameSync(file + ".new", file); };
const plans = new Map<string, { digest: string; deployment: string; version: number; changes: Json[]; broken: boolean }>();

// Secrets are kept as fingerprints, which tell whether they changed, and shown as markers.
const protect = (properties: Json, secrets: string[] = []) => Object.fromEntries(Object.entries(properties ?? {}).map(([k, v]: [string, Json]) =>
  [k, (members[k]?.["x-iac-sensitive"] || secrets.includes("/" + k)) && !v?.$iac ? { $iac: "fingerprint", hmac: createHmac("sha256", store.secret).update(canonical(v)).digest("hex") } : v]));
const mask = (properties: Json) => Object.fromEntries(Object.entries(properties).map(([k, v]: [string, Json]) => [k, v?.$iac === "fingerprint" ? { $iac: "secret" } : v]));
const filled = (properties: Json) => ({ ...properties, author: properties?.author ?? members.author.default });
const show = (b: Book, state = "created") => ({
  id: b.id, urn: b.urn, type: book.type, name: b.name, properties: mask(b.properties), outputs: { id: b.id, spine: String(b.properties.title).slice(0, 20) },
  dependencies: b.dependencies, state, schemaVersion: 1,
});
const ofUrn = (urn: string) => store.books.findLast(b => b.urn === urn);

const ajv = new Ajv2020({ allErrors: true, strict: false });
const check = ajv.compile(book.properties);
function issues(type: string, properties: Json): Issue[] {
  if (type !== book.type) return [{ severity: "error", code: "type", message: `There is no type ${type}.`, path: "" }];
  const known = Object.fromEntries(Object.entries(properties ?? {}).filter(([, v]: [string, Json]) => !v?.$iac));
  if (check(known)) return [];
  return (check.errors ?? []).map(e => ({ e, path: `${e.instancePath}${e.params.missingProperty ? "/" + e.params.missingProperty : ""}${e.params.additionalProperty ? "/" + e.params.additionalProperty : ""}` }))
    .filter(({ path }) => !properties?.[path.slice(1)]?.$iac).map(({ e, path }) => ({ severity: "error", code: e.keyword, message: `${path.slice(1)} ${e.message}.`, path }));
}

class Refusal extends Error { constructor(public code: string, message: string, public path?: string) { super(message); } }
const refuse = (code: string, message: string, path?: string): never => { throw new Refusal(code, message, path); };
const errorOf = (e: Json, resource?: string) => e instanceof Refusal
  ? { code: e.code, message: e.message, details: { path: e.path, resource, retryable: false, sideEffects: "none" } }
  : { code: "internal", message: "The shelf failed unexpectedly.", details: { resource, retryable: true, sideEffects: "possible" } };

function make(c: Json, deployment: string): Json {
  if (!c?.key || !c.urn || !c.name) refuse("invalid", "A change needs a key, a urn and a name.");
  if (!["create", "update", "delete"].includes(c.action)) refuse("invalid", `The action '${c.action}' isn't create, update or delete.`);
  if (c.type !== book.type) refuse("invalid", `There is no type ${c.type}.`);
  if (c.action !== "create" && !c.id) refuse("invalid", `A change that would ${c.action} needs the book's id.`);
  const hash = sha(canonical([c.action, c.type, c.urn, c.id, protect(c.properties, c.secrets)]));
  const before = store.ledger[c.key];
  if (before) return before.hash === hash ? before.result : refuse("conflict", "The key was used before for another change.");
  const old = store.books.find(b => b.id === c.id);
  let resource: Json;
  if (c.action !== "delete") {
    for (const [k, v] of Object.entries(c.properties ?? {}) as [string, Json][]) if (v?.$iac) refuse("invalid", `${k} isn't a value.`, "/" + k);
    const wrong = issues(c.type, c.properties)[0];
    if (wrong) refuse("invalid", wrong.message, wrong.path);
    const properties = protect(filled(c.properties), c.secrets);
    if (c.action === "create") {
      if (!c.prior && ofUrn(c.urn)) refuse("alreadyExists", `${c.urn} is on the shelf already.`);
      store.books.push({ id: `book-${store.next++}`, urn: c.urn, name: c.name, deployment, properties, dependencies: c.dependencies ?? [] });
      resource = show(store.books[store.books.length - 1]);
    } else {
      if (!old) return refuse("notFound", `There is no ${c.id}.`);
      if (!same(old.properties.title, properties.title)) refuse("invalid", "title can't be changed; the book has to be replaced.", "/title");
      old.properties = properties;
      resource = show(old);
    }
  } else if (old) {
    store.gone.push(...store.books.splice(store.books.indexOf(old), 1));
  }
  const result = { key: c.key, outcome: "applied", resource };
  store.versions[deployment] = (store.versions[deployment] ?? 0) + 1;
  store.ledger[c.key] = { hash, result: JSON.parse(JSON.stringify({ ...result, id: resource?.id ?? c.id, action: c.action })) };
  save();
  return result;
}

function planned(c: Json): Json {
  const now = c.id ? store.books.find(b => b.id === c.id) : c.action === "create" ? undefined : ofUrn(c.urn);
  const base = { key: c.key ?? randomUUID(), deleteFirst: false, inverse: { kind: "exact" }, destroysData: false, diff: [] as Json[], diagnostics: [] as Json[] };
  if (c.action === "delete") return { ...base, action: "delete", inverse: { kind: "recreate" } };
  const diagnostics = issues(c.type, c.properties).map(i => ({ ...i, resource: c.urn ?? c.name }));
  if (diagnostics.length) return { ...base, action: "create", diagnostics };
  const properties: Json = protect(filled(c.properties), c.secrets);
  const diff = Object.keys(members).filter(k => !same(now?.properties[k], properties[k]))
    .map(k => ({ path: "/" + k, before: now && mask(now.properties)[k], after: mask(properties)[k], forcesReplacement: !!now && !!members[k]["x-iac-immutable"], reason: "changed" }));
  const action = !now ? "create" : diff.some(d => d.forcesReplacement) ? "replace" : diff.length ? "update" : "noop";
  return { ...base, action, properties: mask(properties), diff, inverse: { kind: action === "replace" ? "recreate" : "exact" } };
}

const tools: Record<string, { takes: string[]; reads?: boolean; run: (a: Json) => Json }> = {
  validateConfig: { takes: ["resources"], reads: true, run: a => {
    const diagnostics = a.resources.flatMap((r: Json) => issues(r.type, r.properties).map(i => ({ ...i, resource: r.urn ?? r.name })));
    return { valid: !diagnostics.length, diagnostics };
  } },
  planDeployment: { takes: ["deploymentId", "resources", "changes", "options"], reads: true, run: a => {
    const urn = (r: Json) => r.urn ?? (a.deploymentId ? `${a.deploymentId}/${r.type}/${r.name}` : refuse("invalid", `${r.name} has no urn.`));
    const asked = [...(a.changes ?? []), ...(a.resources ?? []).map((r: Json) => ({ ...r, urn: urn(r) }))];
    const gone = !a.deploymentId || !a.resources ? [] : store.books.filter(b => b.deployment === a.deploymentId && !asked.some(c => c.urn === b.urn));
    const all = [...asked, ...gone.map(b => ({ action: "delete", type: book.type, name: b.name, urn: b.urn, id: b.id }))].map(c => ({ c, p: planned(c) }));
    const planDigest = sha(canonical([a.deploymentId, all.map(({ c, p }) => [p.key, p.action, c.urn, p.properties])]));
    const planId = a.options?.dryRun || a.options?.validateOnly ? "" : randomUUID();
    const changes = all.filter(({ p }) => p.action !== "noop").flatMap(({ c, p }) => {
      const id = c.id ?? ofUrn(c.urn)?.id;
      const main = { ...c, key: p.key, id: p.action === "create" ? undefined : id, action: p.action };
      return p.action !== "replace" ? [main] : [{ ...main, action: "create", id: undefined, prior: {} }, { ...main, key: p.key + "-delete", action: "delete", properties: undefined }];
    });
    const deployment = a.deploymentId ?? "";
    const broken = all.some(({ p }) => p.diagnostics.length) || JSON.stringify(changes).includes('"$iac"');
    if (planId) plans.set(planId, { digest: planDigest, deployment, version: store.versions[deployment] ?? 0, changes, broken });
    return { planId, planDigest, expires: new Date(Date.now() + 3_600_000).toISOString(), changes: all.map(({ p }) => p) };
  } },
  applyDeployment: { takes: ["deploymentId", "planId", "planDigest", "changes", "fencingToken", "options"], run: a => {
    const plan = a.planId ? plans.get(a.planId) ?? refuse("notFound", "There is no such plan any more.") : undefined;
    if (plan && ((a.planDigest ?? plan.digest) !== plan.digest || plan.version !== (store.versions[plan.deployment] ?? 0))) refuse("conflict", "The plan isn't that one, or its deployment has changed since.");
    if (plan?.broken) refuse("invalid", "The plan has errors, or values that aren't known yet.");
    const changes = plan?.changes ?? a.changes;
    if (!Array.isArray(changes)) refuse("invalid", "applyDeployment needs changes or a planId.");
    let stopped = false;
    return { results: changes.map((c: Json) => {
      if (stopped) return { key: c?.key ?? "", outcome: "skipped", error: errorOf(new Refusal("cancelled", "Another change failed before this one was begun."), c?.urn) };
      try {
        const { key, outcome, resource } = make(c, a.deploymentId ?? plan?.deployment ?? "");
        return { key, outcome, resource };
      } catch (e) {
        stopped = !a.options?.continueOnError;
        return { key: c?.key ?? "", outcome: e instanceof Refusal ? "failed" : "unknown", error: errorOf(e, c?.urn) };
      }
    }) };
  } },
  getResource: { takes: ["id", "type", "urn", "key", "managed"], reads: true, run: a => {
    const entry = a.key && store.ledger[a.key]?.result;
    const id = entry ? entry.id : a.id;
    if (!a.key && !a.urn && !a.id) refuse("invalid", "getResource needs an id, a urn or a key.");
    const live = a.urn ? ofUrn(a.urn) : store.books.find(b => b.id === id);
    const gone = store.gone.findLast(b => a.urn ? b.urn === a.urn : b.id === id);
    return live ? show(live) : gone ? show(gone, "deleted") : refuse("notFound", "There is no such book, and there never was.");
  } },
  listResources: { takes: ["type", "filter", "managed", "cursor", "limit", "actual", "deployment"], reads: true, run: a => {
    const from = a.cursor ? Number(/^after-(\d+)$/.exec(a.cursor)?.[1] ?? refuse("invalid", "The cursor isn't one that was given.")) : 0;
    const limit = a.limit ?? 100;
    if (!(limit >= 1 && limit <= 1000)) refuse("invalid", "The limit is 1 to 1000.");
    if (a.type && a.type !== book.type) refuse("invalid", `There is no type ${a.type}.`);
    const place = (b: Book) => Number(b.id.slice(5));
    const found = a.managed === false ? [] : store.books.filter(b => place(b) > from && (!a.deployment || b.deployment === a.deployment)
      && Object.entries(a.filter ?? {}).every(([k, v]) => { const s: Json = show(b); return same(s.properties[k] ?? s.outputs[k] ?? s[k], v); })).sort((x, y) => place(x) - place(y));
    const page = found.slice(0, limit);
    return { resources: page.map(b => show(b)), nextCursor: found.length > limit ? `after-${place(page[page.length - 1])}` : undefined };
  } },
};

const outputSchema = { type: "object", properties: { success: { type: "boolean" }, data: { type: "object" }, error: { type: "object" }, metadata: { type: "object" } }, required: ["success", "metadata"] };
const capabilities: Json = { tools: {}, resources: {}, extensions: { "io.mcpiac/provider": { version: "1", provider: "shelf", schemaDigest, level: 2, features: ["idempotency"], limits: { maxConcurrency: 8 } } } };
const server = new Server({ name: "shelf", version: "1.0.0" }, { capabilities });
server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: Object.entries(tools).map(([name, t]) => ({
  name, description: `${name} of the provider standard`, inputSchema: { type: "object" as const, properties: Object.fromEntries(t.takes.map(p => [p, {}])) }, outputSchema: outputSchema as Json,
  annotations: { readOnlyHint: !!t.reads, destructiveHint: !t.reads, idempotentHint: true },
})) }));
server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [{ uri: "iac://schema", name: "schema", mimeType: "application/json" }] }));
server.setRequestHandler(ReadResourceRequestSchema, r => ({ contents: [{ uri: r.params.uri, mimeType: "application/json", text: canonical({ provider: "shelf", schemaDigest, types: [book] }) }] }));
server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
  const began = performance.now();
  let data: Json, error: Json;
  try {
    data = (tools[params.name] ?? refuse("unsupported", `There is no tool ${params.name}.`)).run(params.arguments ?? {});
    error = data.results?.find((r: Json) => r.outcome !== "applied")?.error;
  } catch (e) {
    error = errorOf(e);
  }
  const metadata = { timestamp: new Date().toISOString(), duration: performance.now() - began, server: "shelf", version: "1.0.0", schemaDigest };
  const structuredContent = JSON.parse(JSON.stringify({ success: !error, data, error, metadata }));
  return { isError: !!error, structuredContent, content: [{ type: "text", text: error?.message ?? `${params.name} is done.` }] };
});
await server.connect(new StdioServerTransport());
