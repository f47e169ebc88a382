import type { Condition } from './demand.ts';
import { matchesGlob } from './glob.ts';
import type { Members, Node } from './structure.ts';

/** A policy statement about `sts:AssumeRole`. */
export interface Statement {
  readonly isDenial: boolean;
  /** Empty in a trust policy, which concerns only its own role. */
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** ARNs of the statement's principals, which only a trust policy has. */
  readonly callers: readonly string[];
  readonly isTrust: boolean;
  readonly conditions: readonly Condition[];
}

/**
 * Returns true if the members form a statement of a policy, also in Terraform's notation
 * (`actions`, `resources`).
 */
export function isStatement(node: Members): boolean {
  const has = (...names: readonly string[]): boolean =>
    names.some((name) => valuesNamed(node, name).length > 0);
  return (
    has('action', 'actions', 'notaction', 'notactions') &&
    has('effect', 'resource', 'resources', 'notresource', 'notresources', 'principal', 'principals')
  );
}

/**
 * Returns the statement, or null if it is not about `sts:AssumeRole` (IAM user guide, "IAM JSON
 * policy elements").
 */
export function statementOf(node: Members): Statement | null {
  const effect = (texts(valuesNamed(node, 'effect'))[0] ?? 'allow').toLowerCase();
  if (effect !== 'allow' && effect !== 'deny') return null;
  const actions = texts([...valuesNamed(node, 'action'), ...valuesNamed(node, 'actions')]);
  const excluded = texts([...valuesNamed(node, 'notaction'), ...valuesNamed(node, 'notactions')]);
  const covers =
    actions.length > 0 ? actions.some(coversAssumeRole) : !excluded.some(coversAssumeRole);
  if (!covers) return null;
  const principals = [...valuesNamed(node, 'principal'), ...valuesNamed(node, 'principals')];
  return {
    isDenial: effect === 'deny',
    resources: texts([...valuesNamed(node, 'resource'), ...valuesNamed(node, 'resources')]),
    notResources: texts([
      ...valuesNamed(node, 'notresource'),
      ...valuesNamed(node, 'notresources'),
    ]),
    callers: leaves(principals).filter((text) => text.startsWith('arn:')),
    isTrust: principals.length > 0 || valuesNamed(node, 'notprincipal').length > 0,
    conditions: valuesNamed(node, 'condition').flatMap(conditionsOf),
  };
}

function coversAssumeRole(action: string): boolean {
  return matchesGlob(action.trim().toLowerCase(), 'sts:assumerole');
}

/**
 * Reads conditions that are written as `{Operator: {key: values}}`, or as a block with `test`,
 * `variable` and `values`.
 */
function conditionsOf(node: Node): readonly Condition[] {
  if (typeof node === 'string') return [];
  if (!('members' in node)) return node.flatMap(conditionsOf);
  const [operator] = texts(valuesNamed(node, 'test'));
  const [key] = texts(valuesNamed(node, 'variable'));
  if (operator !== undefined && key !== undefined)
    return [{ operator, key, values: texts(valuesNamed(node, 'values')) }];
  return node.members.flatMap(([name, keys]) =>
    typeof keys === 'string' || !('members' in keys)
      ? []
      : keys.members.map(([each, values]) => ({
          operator: name,
          key: each,
          values: texts([values]),
        })),
  );
}

/**
 * Returns the values of all members with this name, in upper or lower case and with or without `_`.
 * A name may occur several times.
 */
export function valuesNamed(node: Members, name: string): readonly Node[] {
  return node.members.filter(([key]) => plainName(key) === name).map(([, value]) => value);
}

export function plainName(name: string): string {
  return name.toLowerCase().replace(/[_\- ]/g, '');
}

/** Returns the texts among the nodes, also those in lists. */
export function texts(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return node.trim() === '' ? [] : [node.trim()];
    return 'members' in node ? [] : texts(node);
  });
}

function leaves(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [node.trim()];
    return leaves('members' in node ? node.members.map(([, value]) => value) : node);
  });
}
