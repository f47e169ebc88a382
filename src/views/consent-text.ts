import type { ConsentQuestion, DeletedBackup } from '../core/consent-question.ts';
import { displaySafe } from './display-safe.ts';
import type { Question } from './tray/menu-item.ts';
import type { Words } from './words/words.ts';

const MAX_NAMES = 8;

/**
 * Returns the words of a question for consent. Shows the value in question completely, so that
 * different values never look the same, but at most `MAX_NAMES` entries of a list.
 */
export function consentText(
  { consent }: Words,
  question: ConsentQuestion,
  time: (at: number) => string,
): Question['ask'] {
  const { cancel } = consent;
  switch (question.kind) {
    case 'preference': {
      const { name, present, next } = question;
      const shown = { name, present: shownOrNull(present), next: shownOrNull(next) };
      return { ...consent.preference(shown), cancel };
    }
    case 'endpoint': {
      const { roleNames } = question;
      const names = roleNames.slice(0, MAX_NAMES).map(displaySafe);
      const more = roleNames.length - names.length;
      return {
        ...consent.endpoint({ endpoint: escapeInvisible(question.endpoint), names, more }),
        cancel,
      };
    }
    case 'browser': {
      const { roleNames } = question;
      const names = roleNames.slice(0, MAX_NAMES).map(displaySafe);
      const more = roleNames.length - names.length;
      return {
        ...consent.browser({ command: escapeInvisible(question.command), names, more }),
        cancel,
      };
    }
    case 'take-over': {
      const { roleName, profile, file, isConfig = false, holds } = question;
      const facts = {
        name: escapeInvisible(roleName),
        profile: escapeInvisible(profile),
        file: escapeInvisible(file),
      };
      return { ...consent.takeOver({ ...facts, isConfig, holds }), cancel };
    }
    case 'restore': {
      const { profile, sections } = question;
      const names = sections.slice(0, MAX_NAMES).map(escapeInvisible);
      const facts = {
        profile: shownOrNull(profile),
        file: escapeInvisible(question.file),
        at: time(question.at),
        names,
      };
      return { ...consent.restore({ ...facts, more: sections.length - names.length }), cancel };
    }
    case 'purge': {
      const { backups } = question;
      const copies = backups.slice(0, MAX_NAMES).map((backup) => backupText(backup, time));
      return { ...consent.purge({ copies, more: backups.length - copies.length }), cancel };
    }
  }
}

/**
 * Shows a code such as `\u{202E}` instead of each character that is invisible or reorders other
 * characters. Omits and shortens nothing, because the user decides by this text.
 */
export function escapeInvisible(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu,
    (unit) => `\\u{${(unit.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
  );
}

function shownOrNull(text: string | null): string | null {
  return text === null ? null : escapeInvisible(text);
}

function backupText({ profile, path, at }: DeletedBackup, time: (at: number) => string): string {
  const what =
    profile === null
      ? escapeInvisible(path)
      : `[${escapeInvisible(profile)}] ${escapeInvisible(path)}`;
  return `${time(at)}: ${what}`;
}
