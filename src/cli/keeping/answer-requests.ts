import type { App } from '../../core/contract/app.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import type { MfaRequest } from '../../core/mfa/mfa-request.ts';
import type { Failure } from '../../core/failure.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { mfaProcessText } from '../../views/mfa-process-text.ts';
import type { Tagged } from '../../views/words/tagged.ts';
import { en } from '../../views/words/en.ts';
import { answerMfa, type MfaCodes } from '../mfa-codes.ts';
import { reportFailure } from '../output/reports.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { type Terminal, writeError } from '../terminal.ts';
import { taskQueue } from './task-queue.ts';

interface AnswerContext {
  readonly terminal: Terminal;
  readonly app: App;
  readonly codes: MfaCodes;
  readonly ending: AbortController;
}

/**
 * Returns a listener that answers the requests for MFA codes, one after another. Reports a failed
 * request only if roles wait for the code.
 */
export function mfaRequestAnswerer(
  { terminal, app, codes, ending }: AnswerContext,
  isOurs: (roleId: string) => boolean,
): { onState(state: AppState): void } {
  const seen = new Set<string>();
  const work = taskQueue();
  const answer = async (request: MfaRequest): Promise<void> => {
    const waiting =
      app.state().roles.find(({ role }) => request.roleIds.includes(role.id))?.role.name ?? null;
    const needed: Tagged<Failure, 'mfa-needed'> = {
      kind: 'mfa-needed',
      serial: request.serial,
      sourceProfile: request.sourceProfile,
      mfaRequestId: request.id,
      sessionRefused: false,
      ...(request.host === null ? {} : { host: request.host }),
    };
    const { serial, sourceProfile, usableUntil } = request;
    const facts = { serial: displaySafe(serial), sourceProfile: displaySafe(sourceProfile) };
    if (usableUntil !== null) {
      const until = terminalFormat(terminal, null).moment(usableUntil);
      await writeError(terminal, en.commandLine.codeNeededBy({ ...facts, until }));
    }
    const processText = mfaProcessText(en, request);
    if (processText !== null) await writeError(terminal, processText);
    const answered = await answerMfa(terminal, app, codes, needed);
    if (!answered.ok && usableUntil === null && !ending.signal.aborted)
      await reportFailure(terminal, answered.failure, waiting);
  };
  return {
    onState(state: AppState): void {
      // Forgets a request that is gone, because a request with the same ID can follow for the next
      // session.
      const present = new Set(state.mfaRequests.map(({ id }) => id));
      for (const key of seen) if (!present.has(key.split(' ')[0] ?? '')) seen.delete(key);
      for (const request of state.mfaRequests) {
        // Asks once before the MFA session expires, and once more when roles wait for the code.
        const key = `${request.id} ${request.usableUntil === null ? 'waits' : 'ahead'}`;
        if (seen.has(key) || !request.roleIds.some(isOurs)) continue;
        seen.add(key);
        work.add(() => answer(request));
      }
    },
  };
}
