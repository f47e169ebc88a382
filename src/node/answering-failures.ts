import type { App } from '../core/contract/app.ts';
import { FailureThrown } from '../core/failure-thrown.ts';
import { failed, type Result } from '../core/result.ts';

type Requests = Readonly<Record<string, (request: never) => Promise<Result<unknown>>>>;

/**
 * The disk below `state.db` can fail in any request; here the thrown error becomes that request's
 * failure.
 */
export function answeringFailures(app: App): App {
  const { role, session, mfa, signIn, access, backups, activity, preferences, settings, doctor } =
    app.api;
  return {
    ...app,
    api: {
      role: guarded(role),
      session: guarded(session),
      mfa: guarded(mfa),
      signIn: guarded(signIn),
      access: guarded(access),
      backups: guarded(backups),
      activity: guarded(activity),
      preferences: guarded(preferences),
      settings: guarded(settings),
      doctor: guarded(doctor),
    },
    perform: (action) => answered(() => app.perform(action)),
    secretsOf: (roleId) => answered(() => app.secretsOf(roleId)),
  };
}

function guarded<Group extends Requests>(group: Group): Group {
  const requests: Requests = group;
  const safe = Object.entries(requests).map(
    ([name, request]) => [name, (asked: never) => answered(() => request(asked))] as const,
  );
  return { ...group, ...Object.fromEntries(safe) };
}

async function answered<T>(request: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof FailureThrown) return failed(error.failure);
    throw error;
  }
}
