import type { Fact, Mention } from './fact.ts';

/**
 * Finds the role that a labelled value belongs to. This is the only role in the text, on the
 * value's line, with the value's prefix, or in the paragraph, in this order. Otherwise it is the
 * role at the same position, if roles and values alternate.
 */
export class Owners {
  readonly #all: Arns;
  readonly #byLine: ReadonlyMap<unknown, Arns>;
  readonly #byPrefix: ReadonlyMap<unknown, Arns>;
  readonly #byParagraph: ReadonlyMap<unknown, Arns>;
  readonly #inSeries = new Map<Fact, string>();

  constructor(mentions: readonly Mention[], facts: readonly Fact[]) {
    this.#all = arnsOf(mentions);
    this.#byLine = group(mentions, ({ line }) => line);
    this.#byPrefix = group(mentions, ({ prefix }) => prefix);
    this.#byParagraph = group(mentions, ({ paragraph }) => paragraph);
    const paragraphs = Map.groupBy(mentions, ({ paragraph }) => paragraph);
    for (const alike of Map.groupBy(
      facts,
      ({ field, paragraph }) => `${paragraph} ${field}`,
    ).values()) {
      const near = paragraphs.get(alike[0]?.paragraph ?? -1) ?? [];
      if (near.length < 2 || near.length !== alike.length || !alternate(near, alike)) continue;
      for (const [index, fact] of alike.entries()) {
        const roleArn = near[index]?.roleArn;
        if (roleArn !== undefined) this.#inSeries.set(fact, roleArn);
      }
    }
  }

  /** Returns the role's ARN, or null if the role is unclear. */
  of(fact: Fact): string | null {
    return (
      only(this.#all) ??
      only(this.#byLine.get(fact.line)) ??
      (fact.prefix === '' ? null : only(this.#byPrefix.get(fact.prefix))) ??
      only(this.#byParagraph.get(fact.paragraph)) ??
      this.#inSeries.get(fact) ??
      null
    );
  }
}

type Arns = ReadonlySet<string>;

function arnsOf(mentions: readonly Mention[]): Arns {
  return new Set(mentions.map(({ roleArn }) => roleArn));
}

function group(
  mentions: readonly Mention[],
  key: (mention: Mention) => unknown,
): ReadonlyMap<unknown, Arns> {
  return new Map([...Map.groupBy(mentions, key)].map(([each, group]) => [each, arnsOf(group)]));
}

function only(arns: Arns | undefined): string | null {
  return arns?.size === 1 ? ([...arns][0] ?? null) : null;
}

/** Returns true if roles and values alternate. */
function alternate(mentions: readonly Mention[], facts: readonly Fact[]): boolean {
  const isRoleFirst = (mentions[0]?.at ?? 0) < (facts[0]?.at ?? 0);
  return mentions.every((mention, index) => {
    const [fact, next, previous] = [facts[index], mentions[index + 1], mentions[index - 1]];
    if (fact === undefined) return false;
    if (isRoleFirst) return mention.at < fact.at && (next === undefined || fact.at < next.at);
    return fact.at < mention.at && (previous === undefined || previous.at < fact.at);
  });
}
