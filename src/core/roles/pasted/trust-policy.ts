import { demandsOf, demandsOfDenial, type Demand } from './demand.ts';
import { isStatement, statementOf } from './statement.ts';
import { structuresIn, type Node } from './structure.ts';

/**
 * How deep documents can be nested as texts in other documents. Terraform's state has policies as
 * texts.
 */
export const MAX_LAYERS = 4;

export interface Trust {
  /** ARNs of the identities that may assume the role. */
  readonly callers: readonly string[];
  readonly demands: readonly Demand[];
}

/** Reads the trust policy of one role, also if it is a text, as IAM's API gives it. */
export function trustIn(node: Node, layer = 0): Trust {
  if (layer > MAX_LAYERS) return joinTrusts([]);
  if (typeof node === 'string')
    return joinTrusts(documentsIn(node).map((each) => trustIn(each, layer + 1)));
  if (!('members' in node)) return joinTrusts(node.map((each) => trustIn(each, layer)));
  if (!isStatement(node)) return joinTrusts(node.members.map(([, value]) => trustIn(value, layer)));
  const statement = statementOf(node);
  if (statement === null) return joinTrusts([]);
  const { isDenial, conditions, callers } = statement;
  return { callers, demands: isDenial ? demandsOfDenial(conditions) : demandsOf(conditions) };
}

/** The documents in a text: JSON, or URL-encoded JSON (IAM API reference, "GetRole"). */
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
