import { withoutOuterDashes } from '../without-outer-dashes.ts';
import * as z from 'zod/mini';
import {
  type RoleFieldEntry,
  roleFields,
  type RoleFields,
  type RoleKey,
  roleKeys,
} from './role-fields.ts';

const filled = z.string().check(z.minLength(1));
const tag = z.readonly(z.object({ key: filled, value: z.string() }));

const schemas = {
  text: filled,
  'optional-text': z.optional(z.string()),
  'optional-filled': z.optional(filled),
  seconds: z.int().check(z.positive()),
  'each-time': z.optional(z.literal('each-time')),
  tags: z.optional(z.readonly(z.array(tag))),
  texts: z.optional(z.readonly(z.array(filled))),
  flag: z.optional(z.boolean()),
} satisfies Readonly<Record<RoleFieldEntry['stored'], z.ZodMiniType>>;

type RoleSchemas = {
  readonly [Key in RoleKey]: (typeof schemas)[RoleFields[Key]['stored']];
};

/** A role as it is stored. */
export const roleSchema = z.object({
  /** 12 hex digits, also in the mark of the role's section. A rename does not change it. */
  id: z.string().check(z.regex(/^[0-9a-f]{12}$/)),
  ...(Object.fromEntries(
    roleKeys.map((key) => [key, schemas[roleFields[key].stored]]),
  ) as RoleSchemas),
});

export type Role = z.infer<typeof roleSchema>;

/**
 * Returns a RoleSessionName (2 to 64 of `[\w+=,.@-]`) that names the person and the computer in
 * CloudTrail: `user@host`.
 */
export function defaultSessionName(user: string, host: string): string {
  const part = (text: string, most: number, none: string): string => {
    const clean = withoutOuterDashes(text.replace(/[^\w+=,.-]+/g, '-').slice(0, most));
    return clean === '' ? none : clean;
  };
  return `${part(user, 32, 'user')}@${part(host, 31, 'host')}`;
}
