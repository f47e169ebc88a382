import type { QuestionText } from './texts.ts';
export const enApplication = {
  askStartAtLogin: {
    title: 'Start Rolekeeper when you log in?',
    detail:
      'Roles that are switched on stay fresh only while Rolekeeper runs. The settings change this at any time.',
    confirm: 'Start at login',
    cancel: 'Not now',
  } satisfies QuestionText & { cancel: string },
};
