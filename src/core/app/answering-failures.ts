import { answerOrFailure } from '../failure-thrown.ts';
import type { Result } from '../result.ts';

type Requests = Readonly<Record<string, (request: never) => Promise<Result<unknown>>>>;

/** Wraps each request. If a port throws a failure, the request returns that failure. */
export function answeringFailures<Groups extends { readonly [Name in keyof Groups]: Requests }>(
  groups: Groups,
): Groups {
  return eachOf(groups, (requests: Requests) =>
    eachOf(requests, (request) => (asked: never) => answerOrFailure(() => request(asked))),
  );
}

function eachOf<Table extends object>(
  table: Table,
  change: (entry: Table[keyof Table]) => unknown,
): Table {
  const changed = Object.entries(table).map(
    ([name, entry]: [string, Table[keyof Table]]) => [name, change(entry)] as const,
  );
  return { ...table, ...Object.fromEntries(changed) };
}
