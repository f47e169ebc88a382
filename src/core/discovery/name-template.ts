import type { Assignment } from '../access-portal.ts';
import { failed, ok, type Result } from '../result.ts';

const VALUES = {
  account: ({ accountName, accountId }: Assignment) =>
    accountName.trim() === '' ? accountId : accountName,
  accountId: ({ accountId }: Assignment) => accountId,
  email: ({ emailAddress }: Assignment) => emailAddress,
  role: ({ permissionSet }: Assignment) => permissionSet,
} as const satisfies Readonly<Record<string, (assignment: Assignment) => string>>;

export const PLACEHOLDERS = Object.keys(VALUES).map((name) => `{${name}}`);

/** The default template of a role's name. */
export const NAME_TEMPLATE = '{account}-{role}';
/** The default template of a role's group. */
export const GROUP_TEMPLATE = '{account}';

export type Template = (assignment: Assignment) => string;

/**
 * Parses a template. Fails with `field-invalid` and the known placeholders if the text has an
 * unknown placeholder or an unpaired brace.
 */
export function readTemplate(text: string, field: 'template' | 'group'): Result<Template> {
  const pieces = text.trim().split(/(\{[^{}]*\})/);
  const fills: Template[] = [];
  for (const piece of pieces) {
    if (!/[{}]/.test(piece)) {
      fills.push(() => piece);
      continue;
    }
    const name = piece.slice(1, -1);
    if (piece !== `{${name}}` || !isPlaceholder(name))
      return failed({
        kind: 'field-invalid',
        field,
        rule: { kind: 'placeholder', found: piece, known: PLACEHOLDERS },
      });
    fills.push(VALUES[name]);
  }
  return ok((assignment) => fills.map((fill) => fill(assignment)).join(''));
}

function isPlaceholder(name: string): name is keyof typeof VALUES {
  return Object.hasOwn(VALUES, name);
}
