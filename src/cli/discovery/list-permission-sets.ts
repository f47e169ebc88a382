import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { App } from '../../core/contract/app.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import { ok, type Result } from '../../core/result.ts';
import { en } from '../../views/words/en.ts';
import { runSignIn } from '../run-sign-in.ts';
import { writeError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** The shortest time between two lines of progress. */
const PROGRESS_MS = 2000;

const NOTHING: Discovery = { assignments: [], unlisted: [], lastAt: null };

export interface ListOptions {
  /** True to sign in with a code, which works on another device. */
  readonly device: boolean;
  /** True to write no progress, because a program reads the result. */
  readonly json: boolean;
}

/**
 * Lists the permission sets of a sign-in. If AWS requires a new sign-in, starts it, but only at a
 * terminal or with `--device`.
 */
export async function listPermissionSets(
  app: App,
  terminal: Terminal,
  from: SsoReference,
  { device, json }: ListOptions,
): Promise<Result<Discovery>> {
  const list = async (): Promise<Result<Discovery>> => {
    const unsubscribe =
      terminal.stderr.isTTY && !json ? app.subscribe(progressLines(terminal)) : () => undefined;
    try {
      const listed = await app.api.discovery.list({ from });
      return listed.ok ? ok(listed.value ?? NOTHING) : listed;
    } finally {
      unsubscribe();
    }
  };
  const first = await list();
  const isSignInNeeded = !first.ok && first.failure.kind === 'sign-in-needed';
  if (!isSignInNeeded || !(device || terminal.stderr.isTTY)) return first;
  const signedIn = await runSignIn(app, terminal, device, () =>
    app.api.discovery.signIn({ from, device }),
  );
  return signedIn.ok ? list() : signedIn;
}

function progressLines(terminal: Terminal): (state: AppState) => void {
  let nextAt = terminal.now() + PROGRESS_MS;
  let isThrottledShown = false;
  return ({ discoveries: [progress] }) => {
    if (progress === undefined || terminal.now() < nextAt) return;
    nextAt = terminal.now() + PROGRESS_MS;
    const { isThrottled } = progress;
    const lines = [en.discovery.progress(progress)];
    if (isThrottled && !isThrottledShown) lines.push(en.discovery.throttled);
    isThrottledShown ||= isThrottled;
    void writeError(terminal, ...lines);
  };
}
