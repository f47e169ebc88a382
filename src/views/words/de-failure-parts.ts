import type { Remedy } from './texts.ts';
import type { Voice } from './voice.ts';

export const remedy = (label: string, command: string | null = null): Remedy => ({
  label,
  command,
});

export const lines = (...all: readonly (string | null)[]): string =>
  all.filter((line) => line !== null).join('\n');

export const theRole = (voice: Voice): string => voice.roleName ?? 'die Rolle';

/** `theRole` at the start of a sentence. A role's name keeps its case. */
export const theRoleFirst = (voice: Voice): string => voice.roleName ?? 'Die Rolle';

export const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

export const requestLine = (requestId: string | null): string | null =>
  requestId === null ? null : `Anfrage-ID von AWS: ${requestId}`;

export const quoteOf = (who: string, message: string): string | null =>
  message === '' ? null : `${who} meldet: ${message}`;

export const again = (voice: Voice): Remedy =>
  remedy('Erneut versuchen', voice.call('assume', voice.roleName));
