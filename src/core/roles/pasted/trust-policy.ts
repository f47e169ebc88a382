import { demandsOf, demandsOfDenial, type Demand } from './demand.ts';
import { isStatement, type Statement, statementOf } from './statement.ts';
import { structuresIn, type Node } from './structure.ts';

/**
 * How many levels of nested documents are read at most. A document can contain another one as a
 * text, as Terraform's state contains policies.
 */
export const MAX_LAYERS = 4;

export interface Trust {
  /** ARNs of the identities that may assume the role. */
  readonly callers: readonly string[];
  readonly demands: readonly Demand[];
}

/**
 * Returns who may assume a role according to its trust policy, and what the policy demands. IAM's
 * API returns the policy as a text.
 */
export function trustIn(node: Node, layer = 0): Trust {
  if (layer > MAX_LAYERS) return joinTrusts([]);
  if (typeof node === 'string')
    return joinTrusts(documentsIn(node).map((each) => trustIn(each, layer + 1)));
  if (!('members' in node)) return joinTrusts(node.map((each) => trustIn(each, layer)));
  if (!isStatement(node)) return joinTrusts(node.members.map(([, value]) => trustIn(value, layer)));
  const statement = statementOf(node);
  return statement === null ? joinTrusts([]) : trustOf(statement);
}

/** Returns whom a statement of a trust policy allows, and what it demands. */
export function trustOf({ isDenial, conditions, callers }: Statement): Trust {
  return isDenial
    ? { callers: [], demands: demandsOfDenial(conditions) }
    : { callers, demands: demandsOf(conditions) };
}

/**
 * Returns the documents in a text, which is JSON or URL-encoded JSON (IAM API reference,
 * "GetRole").
 */
export function documentsIn(text: string): readonly Node[] {
  if (!/^\s*(?:\{|\[|%7B|%5B)/i.test(text)) return [];
  return structuresIn(decode(text)).nodes;
}

function decode(text: string): string {
  if (!/^\s*%/.test(text)) return text;
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return text;
  }
}

function joinTrusts(trusts: readonly Trust[]): Trust {
  return {
    callers: trusts.flatMap(({ callers }) => callers),
    demands: trusts.flatMap(({ demands }) => demands),
  };
}
