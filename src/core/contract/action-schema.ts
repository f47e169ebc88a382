import * as z from 'zod/mini';
import { OPENABLE_FILES } from './about.ts';
import type { Action, Route } from './action.ts';

const text = z.string().check(z.maxLength(4096));
const roleId = z.string().check(z.regex(/^[0-9a-f]{12}$/));
const ofRole = <Verb extends string>(verb: Verb) =>
  z.strictObject({ kind: z.literal(verb), roleId });

const route: z.ZodMiniType<Route> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('roles'), search: z.exactOptional(z.literal(true)) }),
  z.strictObject({ kind: z.literal('role'), roleId, field: z.exactOptional(text) }),
  z.strictObject({ kind: z.literal('new-role') }),
  z.strictObject({ kind: z.literal('import') }),
  z.strictObject({ kind: z.literal('discover') }),
  z.strictObject({ kind: z.literal('access'), roleId }),
  z.strictObject({ kind: z.literal('mfa'), mfaRequestId: z.string().check(z.maxLength(64)) }),
  z.strictObject({ kind: z.literal('sign-in'), signInId: z.string().check(z.maxLength(64)) }),
  z.strictObject({ kind: z.literal('activity'), roleId: z.exactOptional(roleId) }),
  z.strictObject({ kind: z.literal('doctor') }),
  z.strictObject({ kind: z.literal('settings'), field: z.exactOptional(text) }),
]);

const action: z.ZodMiniType<Action> = z.discriminatedUnion('kind', [
  ofRole('assume'),
  ofRole('take-over'),
  ofRole('refresh'),
  ofRole('release'),
  z.strictObject({ kind: z.literal('sign-in'), profile: text, how: z.enum(['sso', 'login']) }),
  z.strictObject({ kind: z.literal('restore'), profile: text }),
  z.strictObject({ kind: z.literal('show'), route }),
  z.strictObject({ kind: z.literal('copy'), text: z.string().check(z.maxLength(262_144)) }),
  z.strictObject({ kind: z.literal('open'), url: z.string().check(z.maxLength(4096)) }),
  z.strictObject({ kind: z.literal('open-file'), file: z.enum(OPENABLE_FILES) }),
  ofRole('open-console'),
  ofRole('copy-environment'),
]);

/** Parses an action from another process. Returns null if it is invalid. */
export function parseAction(value: unknown): Action | null {
  return action.safeParse(value).data ?? null;
}

/** Parses a `Route` from another process. Returns null if it is invalid. */
export function parseRoute(value: unknown): Route | null {
  return route.safeParse(value).data ?? null;
}
