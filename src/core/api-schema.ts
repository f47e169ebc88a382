import * as z from 'zod';
import type { Api } from './api.ts';
import { failed, type Result } from './result.ts';
import { preferenceChangesSchema } from './settings.ts';
import type { RoleChanges, RoleDraft } from './roles/role-draft.ts';

/** More than any field or policy document needs; less than what could fill a memory. */
const text = z.string().max(4096);
const document = z.string().max(262_144);
const roleId = z.string().regex(/^[0-9a-f]{12}$/);
const nothing = z.strictObject({});

const draft: z.ZodType<RoleDraft> = z.strictObject({
  name: text,
  roleArn: text,
  sourceProfile: text.optional(),
  targetProfile: text.optional(),
  roleSessionName: text.optional(),
  durationSeconds: z.number().optional(),
  externalId: text.optional(),
  mfaSerial: text.optional(),
  region: text.optional(),
  endpoint: text.optional(),
});

const changes: z.ZodType<RoleChanges> = z.strictObject({
  name: text.nullable().exactOptional(),
  roleArn: text.nullable().exactOptional(),
  sourceProfile: text.nullish(),
  targetProfile: text.nullish(),
  roleSessionName: text.nullish(),
  durationSeconds: z.number().nullish(),
  externalId: text.nullish(),
  mfaSerial: text.nullish(),
  region: text.nullish(),
  endpoint: text.nullish(),
});

type Requests = Readonly<Record<string, (request: never) => Promise<Result<unknown>>>>;
type SchemaOf<Request> = Request extends (request: infer Asked) => unknown ? z.ZodType<Asked> : never;

/** Forces a schema upon every request of the contract: a request without one does not compile. */
export type ApiSchema = {
  readonly [Group in keyof Api]: { readonly [Name in keyof Api[Group]]: SchemaOf<Api[Group][Name]> };
};

/** What may come over a boundary (IPC, a socket), by group and name. The values' own rules are the core's. */
export const apiSchema: ApiSchema = {
  role: {
    add: z.strictObject({ role: draft }),
    set: z.strictObject({ roleId, changes }),
    remove: z.strictObject({ roleId }),
    inPolicy: z.strictObject({ document }),
  },
  session: {
    assume: z.strictObject({ roleId, keep: z.boolean(), takeOver: z.boolean() }),
    ensure: z.strictObject({ roleId }),
    release: z.strictObject({ roleId }),
    keepHere: z.strictObject({ roleId }),
  },
  mfa: { submit: z.strictObject({ requestId: z.string().max(64), code: z.string().max(16) }) },
  access: {
    documents: z.strictObject({ roleId, identify: z.boolean() }),
    whoami: z.strictObject({ roleId }),
  },
  backups: {
    list: nothing,
    restoreSection: z.strictObject({ profile: text }),
    restoreFile: z.strictObject({ backupId: z.string().max(256), dryRun: z.boolean() }),
    purge: nothing,
  },
  activity: { list: z.strictObject({ limit: z.int().min(1).max(10_000) }) },
  preferences: { set: z.strictObject({ changes: preferenceChangesSchema }) },
  doctor: { run: nothing },
};

/**
 * Parses a request that came over a boundary and calls it. What is no request, or not of its shape, is `field-invalid` and nothing is called; the
 * payload is never repeated, since it may hold a code.
 */
export async function callApi(api: Api, group: unknown, name: unknown, payload: unknown): Promise<Result<unknown>> {
  const request = ownValue(ownValue(apiSchema, group), name);
  const call = ownValue(ownValue(api, group), name);
  if (!(request instanceof z.ZodType) || typeof call !== 'function') {
    return failed({ kind: 'field-invalid', field: 'request', rule: { rule: 'unknown-field' } });
  }
  const parsed = request.safeParse(payload);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return failed({ kind: 'field-invalid', field: field === '' ? 'request' : field, rule: { rule: 'unknown-field' } });
  }
  return (call as Requests[string])(parsed.data as never);
}

function ownValue(of: unknown, name: unknown): unknown {
  if (typeof of !== 'object' || of === null || typeof name !== 'string' || !Object.hasOwn(of, name)) return undefined;
  return (of as Readonly<Record<string, unknown>>)[name];
}
