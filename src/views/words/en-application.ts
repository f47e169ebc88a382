import type { QuestionText } from './texts.ts';

interface Told {
  readonly title: string;
  readonly detail: string;
}

export const enApplication = {
  askStartAtLogin: {
    title: 'Start Rolekeeper when you log in?',
    detail:
      'Roles that are switched on stay fresh only while Rolekeeper runs. The settings change this at any time.',
    confirm: 'Start at login',
    cancel: 'Not now',
  } satisfies QuestionText & { cancel: string },
  startFailed: 'Rolekeeper could not start',
  /** The lock in Rolekeeper's folder names another computer. */
  lockedElsewhere: ({ host, pid, lock }: { host: string; pid: string; lock: string }): string =>
    `Rolekeeper already runs on the computer ${host} (process ${pid}) and uses this folder. ` +
    `If it does not run there, remove ${lock} and start again.`,
  internalError: (logFile: string): Told => ({
    title: 'Rolekeeper has an internal error',
    detail: `Roles are still refreshed if possible. The log has the details: ${logFile}`,
  }),
};
