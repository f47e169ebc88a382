import type { NoticeText, QuestionText } from './texts.ts';

interface TitledText {
  readonly title: string;
  readonly detail: string;
}

export const enApplication = {
  askStartAtLogin: {
    title: 'Start Rolekeeper when you log in?',
    detail:
      'Roles that are switched on stay fresh only while Rolekeeper runs. You can change this in the settings at any time.',
    confirm: 'Start at login',
    cancel: 'Not now',
  } satisfies QuestionText & { cancel: string },
  askMoveToApplications: {
    title: 'Move Rolekeeper to the Applications folder?',
    detail: 'If Rolekeeper is in another folder, macOS may not start it at login or update it.',
    confirm: 'Move to Applications',
    cancel: 'Not now',
  } satisfies QuestionText & { cancel: string },
  hints: {
    keepsRunning: {
      title: 'Rolekeeper keeps running in the tray',
      body: 'Roles that are switched on stay fresh. To stop Rolekeeper, choose “Quit Rolekeeper” in the menu of its icon.',
    } satisfies NoticeText,
    keepsRunningWithoutTray: {
      title: 'Rolekeeper keeps running without a window',
      body: 'Roles that are switched on stay fresh. To open its window again, start Rolekeeper.',
    } satisfies NoticeText,
    noTray: {
      title: 'Rolekeeper runs without a tray icon',
      body: 'Roles that are switched on stay fresh. Click here or start Rolekeeper to open its window.',
    } satisfies NoticeText,
    overflow: {
      title: 'Keep the icon of Rolekeeper visible',
      body: 'Windows hides new icons. Click the arrow in the taskbar, then drag the icon onto the taskbar.',
    } satisfies NoticeText,
  },
  update: {
    title: (version: string): string => `Rolekeeper ${version} is available`,
    body: {
      deb: (version: string): string =>
        `Download rolekeeper_${version}_amd64.deb from github.com/rolekeeper/rolekeeper/releases, ` +
        `then run: sudo apt install ./rolekeeper_${version}_amd64.deb`,
      rpm: (version: string): string =>
        `Download rolekeeper-${version}.x86_64.rpm from github.com/rolekeeper/rolekeeper/releases, ` +
        `then run: sudo dnf install ./rolekeeper-${version}.x86_64.rpm`,
      other: (): string => 'Download it from github.com/rolekeeper/rolekeeper/releases.',
    } satisfies Readonly<Record<string, (version: string) => string>>,
  },
  startFailed: 'Rolekeeper could not start',
  /** Shown if the lock in Rolekeeper's folder names another computer. */
  lockedElsewhere: ({ host, pid, lock }: { host: string; pid: string; lock: string }): string =>
    `Rolekeeper is running on the computer ${host} (process ${pid}) and uses this folder. ` +
    `If it is not running there, remove ${lock} and start Rolekeeper again.`,
  internalError: (logFile: string): TitledText => ({
    title: 'Rolekeeper has an internal error',
    detail: `Rolekeeper still refreshes roles if it can. The log has the details: ${logFile}`,
  }),
};
