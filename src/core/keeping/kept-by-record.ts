import { isKept, type SessionStore } from '../sessions/session-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

interface Parts {
  readonly book: SessionStore;
  readonly isUnderWay: (roleId: string) => boolean;
}

/**
 * Takes from the records what is kept if the files cannot be read: they then say nothing of
 * sessions. Returns false if the files can be read.
 */
export function restsOnRecords(snapshot: AwsSnapshot, { book, isUnderWay }: Parts): boolean {
  if (snapshot.broken() === null) return false;
  for (const { id } of snapshot.roles) {
    const record = snapshot.record(id);
    const { kept: before, lastUsedAt } = book.entry(id);
    const kept = record?.kept ?? false;
    if (isUnderWay(id) || before === kept) continue;
    book.set(id, { kept, lastUsedAt: record?.assumedAt ?? record?.releasedAt ?? lastUsedAt });
    book.step(id, { step: 'keep', kept: isKept(book.entry(id)) });
  }
  return true;
}
