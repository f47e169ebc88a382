import type { Words } from '../words/words.ts';

export interface KeySection {
  readonly title: string;
  readonly lines: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/** The keys of `listKey` in words. */
export function keySheet({ list: { keys } }: Words): readonly KeySection[] {
  const { names, does } = keys;
  return [
    {
      title: keys.everywhere,
      lines: [
        { keys: ['a', '…', 'z'], does: does.type },
        { keys: [names.enter], does: does.takeFirst },
        { keys: ['↓', '↑'], does: does.move },
        { keys: [names.escape], does: does.clear },
        { keys: ['?'], does: does.show },
      ],
    },
    {
      title: keys.onRole,
      lines: [
        { keys: [names.enter], does: does.open },
        { keys: ['K'], does: does.switch },
        { keys: ['R'], does: does.refresh },
        { keys: ['C'], does: does.copy },
        { keys: ['P'], does: does.pin },
        { keys: ['E'], does: does.edit },
      ],
    },
  ];
}
