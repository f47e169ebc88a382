import type { Api } from '../core/api.ts';
import type { App } from '../core/app.ts';
import { failed, type Result } from '../core/result.ts';
import { StateUnavailable } from './state/state-db.ts';

type Request = (request: never) => Promise<Result<unknown>>;

/** Trouble with the disk under `state.db` can come at any moment of any request: here it becomes the failure that it is. */
export function answeringFailures(app: App): App {
  const api = Object.fromEntries(Object.entries(app.api).map(([name, group]) => [name, guarded(group)])) as Record<
    keyof Api,
    never
  >;
  return { ...app, api, perform: guard(app.perform), secretsOf: guard(app.secretsOf) };
}

function guarded(group: Readonly<Record<string, Request>>): Readonly<Record<string, Request>> {
  return Object.fromEntries(Object.entries(group).map(([name, request]) => [name, guard(request)]));
}

function guard<Asked extends readonly never[], T>(
  request: (...asked: Asked) => Promise<Result<T>>,
): (...asked: Asked) => Promise<Result<T>> {
  return async (...asked) => {
    try {
      return await request(...asked);
    } catch (error) {
      if (error instanceof StateUnavailable) return failed(error.failure);
      throw error;
    }
  };
}
