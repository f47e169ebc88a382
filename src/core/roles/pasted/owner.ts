import type { LabelledValue, RoleMention } from './labelled-value.ts';

/**
 * Finds the role that a labelled value belongs to: the only role in the text, or else the only role
 * on the value's line, then with the value's prefix, then in the value's paragraph.
 */
export class Owners {
  readonly #all: Arns;
  readonly #byLine: ReadonlyMap<unknown, Arns>;
  readonly #byPrefix: ReadonlyMap<unknown, Arns>;
  readonly #byParagraph: ReadonlyMap<unknown, Arns>;
  /**
   * The role of each value in a paragraph in which roles and values alternate. If a role comes
   * first, each value belongs to the role before it, otherwise to the role after it.
   */
  readonly #inSeries = new Map<LabelledValue, string>();

  constructor(mentions: readonly RoleMention[], labelledValues: readonly LabelledValue[]) {
    this.#all = arnsOf(mentions);
    this.#byLine = group(mentions, ({ line }) => line);
    this.#byPrefix = group(mentions, ({ prefix }) => prefix);
    this.#byParagraph = group(mentions, ({ paragraph }) => paragraph);
    const paragraphs = Map.groupBy(mentions, ({ paragraph }) => paragraph);
    for (const alike of Map.groupBy(
      labelledValues,
      ({ field, paragraph }) => `${paragraph} ${field}`,
    ).values()) {
      const near = paragraphs.get(alike[0]?.paragraph ?? -1) ?? [];
      if (near.length < 2 || near.length !== alike.length || !alternate(near, alike)) continue;
      for (const [index, labelledValue] of alike.entries()) {
        const roleArn = near[index]?.roleArn;
        if (roleArn !== undefined) this.#inSeries.set(labelledValue, roleArn);
      }
    }
  }

  /** Returns the role's ARN, or null if the role is unclear. */
  of(labelledValue: LabelledValue): string | null {
    return (
      only(this.#all) ??
      only(this.#byLine.get(labelledValue.line)) ??
      (labelledValue.prefix === '' ? null : only(this.#byPrefix.get(labelledValue.prefix))) ??
      only(this.#byParagraph.get(labelledValue.paragraph)) ??
      this.#inSeries.get(labelledValue) ??
      null
    );
  }
}

type Arns = ReadonlySet<string>;

function arnsOf(mentions: readonly RoleMention[]): Arns {
  return new Set(mentions.map(({ roleArn }) => roleArn));
}

function group(
  mentions: readonly RoleMention[],
  key: (mention: RoleMention) => unknown,
): ReadonlyMap<unknown, Arns> {
  return new Map([...Map.groupBy(mentions, key)].map(([each, group]) => [each, arnsOf(group)]));
}

function only(arns: Arns | undefined): string | null {
  return arns?.size === 1 ? ([...arns][0] ?? null) : null;
}

/** Returns true if roles and values alternate. */
function alternate(
  mentions: readonly RoleMention[],
  labelledValues: readonly LabelledValue[],
): boolean {
  const isRoleFirst = (mentions[0]?.at ?? 0) < (labelledValues[0]?.at ?? 0);
  return mentions.every((mention, index) => {
    const [labelledValue, next, previous] = [
      labelledValues[index],
      mentions[index + 1],
      mentions[index - 1],
    ];
    if (labelledValue === undefined) return false;
    if (isRoleFirst)
      return mention.at < labelledValue.at && (next === undefined || labelledValue.at < next.at);
    return (
      labelledValue.at < mention.at && (previous === undefined || previous.at < labelledValue.at)
    );
  });
}
