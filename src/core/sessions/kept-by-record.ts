import { isKept, type SessionBook } from './session-book.ts';
import type { World } from './world.ts';

interface Parts {
  readonly book: SessionBook;
  readonly isUnderWay: (roleId: string) => boolean;
}

/**
 * Takes from the records what is kept if the files cannot be read: they then say nothing of
 * sessions. Returns false if the files can be read.
 */
export function restsOnRecords(world: World, { book, isUnderWay }: Parts): boolean {
  if (world.broken() === null) return false;
  for (const { id } of world.roles) {
    const record = world.record(id);
    const { kept: before, lastUsedAt } = book.entry(id);
    const kept = record?.kept ?? false;
    if (isUnderWay(id) || before === kept) continue;
    book.set(id, { kept, lastUsedAt: record?.assumedAt ?? record?.releasedAt ?? lastUsedAt });
    book.step(id, { step: 'keep', kept: isKept(book.entry(id)) });
  }
  return true;
}
