import * as z from 'zod/mini';
import { roleFields, type RoleKey, type StoredValue } from './role-fields.ts';
import {
  whenMissing,
  FIRST_KIND,
  keysOf,
  ROLE_KINDS,
  type RoleKind,
  roleKindOf,
} from './role-kinds.ts';
import type { Role } from './role.ts';

const filled = z.string().check(z.minLength(1));
const tag = z.readonly(z.object({ key: filled, value: z.string() }));

const schemas: { readonly [Stored in keyof StoredValue]: z.ZodMiniType<StoredValue[Stored]> } = {
  text: filled,
  'any-text': z.string(),
  seconds: z.int().check(z.positive()),
  'each-time': z.literal('each-time'),
  tags: z.readonly(z.array(tag)),
  texts: z.readonly(z.array(filled)),
  flag: z.boolean(),
};

function schemaOf(kind: RoleKind, key: RoleKey): z.ZodMiniType {
  const { stored } = roleFields[key];
  if (whenMissing(kind, key) === 'none') return z.optional(schemas[stored]);
  return stored === 'any-text' ? filled : schemas[stored];
}

function schemaOfKind(kind: RoleKind): z.ZodMiniType {
  return z.object({
    id: z.string().check(z.regex(/^[0-9a-f]{12}$/)),
    kind: z.literal(kind),
    ...Object.fromEntries(keysOf(kind).map((key) => [key, schemaOf(kind, key)])),
  });
}

const kindSchemas = new Map(ROLE_KINDS.map((kind) => [kind, schemaOfKind(kind)]));
const knownKind = z.object({ kind: z.enum(ROLE_KINDS) });

/**
 * Reads a stored role, without fields that its kind does not have. A role that names no kind has
 * the kind `FIRST_KIND`.
 */
export function parseRole(raw: unknown): z.core.util.SafeParseResult<Role> {
  const role = isObject(raw) ? { ...raw, kind: raw['kind'] ?? FIRST_KIND } : raw;
  const kind = roleKindOf(isObject(raw) ? raw['kind'] : null);
  const schema = kind === null ? knownKind : kindSchemas.get(kind);
  return (schema ?? knownKind).safeParse(role) as z.core.util.SafeParseResult<Role>;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
