import type * as z from 'zod/mini';
import type { DocumentProblem } from '../refused-text.ts';
import type { FieldRule } from '../field-rule.ts';
import { RANGES } from './preference-values.ts';
import { type Preferences, preferencesSchema } from './preferences.ts';
import { withOnQuit } from './on-quit.ts';
import { proxyRule, proxyWithoutUser } from './proxy-url.ts';
import { failed, ok, type Result } from '../result.ts';
import { editedKeys, keyOfField, type RoleField, roleFields } from '../roles/role-fields.ts';
import { checkRole } from '../roles/role-rules.ts';
import { whenMissing, roleKindOf } from '../roles/role-kinds.ts';
import type { Role } from '../roles/role.ts';
import { parseRole } from '../roles/stored-role.ts';
import { emptySettings, inPresentShape, type Settings } from './settings.ts';

/**
 * The value of `format` that every exported document has. The version of a document is that of
 * settings.json.
 */
const FORMAT = 'rolekeeper-settings';

export interface SettingsDocument {
  readonly roles: readonly Role[];
  /** Only the preferences that the document names. */
  readonly preferences: Partial<Preferences>;
}

/**
 * Returns the settings as a document for another computer, without the proxy's user and password.
 * Omits the exporter's default session name, so that CloudTrail does not show the exporter's name
 * for another person's calls.
 */
export function settingsDocument(
  { version, roles, preferences }: Settings,
  defaultSessionName: string,
): string {
  const proxy =
    preferences.proxy === undefined ? {} : { proxy: proxyWithoutUser(preferences.proxy) };
  const exported = roles.map(({ roleSessionName, ...role }) =>
    roleSessionName === defaultSessionName ? role : { ...role, roleSessionName },
  );
  const document = {
    format: FORMAT,
    version,
    roles: exported,
    preferences: { ...preferences, ...proxy },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Reads a document of this version or an older one, and gives roles without a session name
 * `defaultSessionName`. Fails with `document-unusable` for the first place that breaks a rule.
 */
export function readSettingsDocument(
  text: string,
  defaultSessionName: string,
): Result<SettingsDocument> {
  const json = parseJson(text);
  if (!json.ok) return json;
  if (!isObject(json.value) || json.value['format'] !== FORMAT)
    return unusable({ kind: 'not-settings' });
  const shaped = inPresentShape(json.value);
  if (shaped === null) return unusable({ kind: 'not-settings' });
  if (shaped.version > emptySettings().version)
    return unusable({ kind: 'newer', version: shaped.version });
  const roles = readRoles((shaped.json['roles'] ?? []) as readonly unknown[], defaultSessionName);
  if (!roles.ok) return roles;
  const stored = shaped.json['preferences'] ?? {};
  const given = isObject(stored) ? withOnQuit(stored) : stored;
  const preferences = preferencesSchema.safeParse(given);
  if (!preferences.success || !isObject(given)) {
    return brokenDocument('preferences', preferences.error?.issues[0], given);
  }
  const { proxy } = preferences.data;
  const rule = proxy === undefined ? null : proxyRule(proxy);
  if (rule !== null) return unusable({ kind: 'place', place: 'preferences.proxy', rule });
  // The schema also adds defaults that the document does not contain. They are left out here,
  // because no person chose them.
  const named = Object.entries(preferences.data).filter(([name]) => Object.hasOwn(given, name));
  return ok({ roles: roles.value, preferences: Object.fromEntries(named) });
}

function readRoles(raw: readonly unknown[], defaultSessionName: string): Result<readonly Role[]> {
  const roles: Role[] = [];
  for (const [place, each] of raw.entries()) {
    const at = `roles[${place}]`;
    const role = parseRole(withSessionName(each, defaultSessionName));
    if (!role.success) return brokenDocument(at, role.error.issues[0], each);
    const { failure } = checkRole(role.data);
    if (failure !== null) {
      const key = keyOfField(failure.field) ?? failure.field;
      return unusable({ kind: 'place', place: `${at}.${key}`, rule: failure.rule });
    }
    const twin = roles.find(({ id, name }) => id === role.data.id || name === role.data.name);
    if (twin !== undefined) {
      const key = twin.id === role.data.id ? 'id' : 'name';
      return unusable({
        kind: 'place',
        place: `${at}.${key}`,
        rule: { kind: 'taken', by: twin.name },
      });
    }
    roles.push(role.data);
  }
  return ok(roles);
}

/**
 * Adds the session name to a stored role that has none. An exported role has none if its session
 * name was the exporter's default.
 */
function withSessionName(raw: unknown, roleSessionName: string): unknown {
  const kind = isObject(raw) ? roleKindOf(raw['kind']) : null;
  if (kind === null || whenMissing(kind, 'roleSessionName') === null) return raw;
  return { roleSessionName, ...(raw as object) };
}

/** Returns the fields in which two roles differ. */
export function changedFields(before: Role, after: Role): readonly RoleField[] {
  return editedKeys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => roleFields[key].flag);
}

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    // The error's message quotes the text, which may be from any file. So only the position in the
    // message is used.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
    return unusable({ kind: 'not-json', line });
  }
}

function brokenDocument(at: string, issue: z.core.$ZodIssue | undefined, value: unknown) {
  const path = issue?.path ?? [];
  const place = path.reduce<string>(
    (before, key) => (typeof key === 'number' ? `${before}[${key}]` : `${before}.${String(key)}`),
    at,
  );
  const found = path.reduce<unknown>(
    (inner, key) => (isObject(inner) ? inner[String(key)] : undefined),
    value,
  );
  return unusable({ kind: 'place', place, rule: ruleOf(issue, found === undefined) });
}

function ruleOf(issue: z.core.$ZodIssue | undefined, isMissing: boolean): FieldRule {
  switch (issue?.code) {
    case 'invalid_type':
      if (isMissing) return { kind: 'required' };
      return issue.expected === 'int'
        ? { kind: 'whole-number' }
        : { kind: 'json-type', type: typeOf(issue.expected) };
    case 'invalid_value':
      return { kind: 'one-of', options: issue.values.map(String) };
    case 'too_small':
    case 'too_big':
      // Only preferences have a range here. `checkRole` checks the limits of a role's fields.
      return isRanged(issue.path[0])
        ? { kind: 'range', ...RANGES[issue.path[0]] }
        : { kind: 'required' };
    case 'invalid_format':
      return { kind: 'characters', allowed: '0-9 a-f (12)' };
    case 'custom':
      return { kind: issue.path[0] === 'shortcut' ? 'shortcut' : 'proxy' };
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case undefined:
      return { kind: 'json-type', type: 'object' };
  }
}

function isRanged(name: unknown): name is keyof typeof RANGES {
  return Object.hasOwn(RANGES, String(name));
}

function typeOf(expected: string): Extract<FieldRule, { kind: 'json-type' }>['type'] {
  switch (expected) {
    case 'string':
      return 'text';
    case 'number':
    case 'boolean':
    case 'object':
      return expected;
    case 'array':
      return 'list';
    default:
      return 'object';
  }
}

function unusable(problem: DocumentProblem) {
  return failed({ kind: 'document-unusable', problem });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
