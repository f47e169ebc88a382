import * as z from 'zod';
import type { Action, Route } from './action.ts';

const text = z.string().max(4096);
const roleId = z.string().regex(/^[0-9a-f]{12}$/);
const ofRole = <Verb extends string>(verb: Verb) => z.strictObject({ do: z.literal(verb), roleId });

const route: z.ZodType<Route> = z.discriminatedUnion('view', [
  z.strictObject({ view: z.literal('roles') }),
  z.strictObject({ view: z.literal('role'), roleId, field: text.exactOptional() }),
  z.strictObject({ view: z.literal('new-role') }),
  z.strictObject({ view: z.literal('access'), roleId }),
  z.strictObject({ view: z.literal('mfa'), requestId: z.string().max(64) }),
  z.strictObject({ view: z.literal('doctor') }),
  z.strictObject({ view: z.literal('settings'), field: text.exactOptional() }),
]);

const action: z.ZodType<Action> = z.union([
  ofRole('assume'),
  ofRole('take-over'),
  ofRole('refresh'),
  ofRole('release'),
  z.strictObject({ do: z.literal('sign-in'), profile: text, how: z.enum(['sso', 'login']) }),
  z.strictObject({ do: z.literal('restore'), profile: text }),
  z.strictObject({ show: route }),
  z.strictObject({ copy: z.string().max(262_144) }),
  z.strictObject({ open: z.string().max(4096) }),
]);

/** An action that came over a boundary; null for anything else. */
export function parseAction(value: unknown): Action | null {
  return action.safeParse(value).data ?? null;
}

/** A place of the panel that came over a boundary; null for anything else. */
export function parseRoute(value: unknown): Route | null {
  return route.safeParse(value).data ?? null;
}
