import type { Remedy } from './texts.ts';
import type { CatalogueFormat } from './fact-format.ts';

export const remedy = (label: string, command: string | null = null): Remedy => ({
  label,
  command,
});

export const lines = (...all: readonly (string | null)[]): string =>
  all.filter((line) => line !== null).join('\n');

export const theRole = (format: CatalogueFormat): string => format.roleName ?? 'die Rolle';

/** Like `theRole`, for the start of a sentence. A role's name keeps its case. */
export const theRoleFirst = (format: CatalogueFormat): string => format.roleName ?? 'Die Rolle';

export const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

export const requestLine = (requestId: string | null): string | null =>
  requestId === null ? null : `Anfrage-ID von AWS: ${requestId}`;

export const quoteOf = (who: string, message: string): string | null =>
  message === '' ? null : `${who} meldet: ${message}`;

export const tryAgain = (format: CatalogueFormat): Remedy =>
  remedy('Erneut versuchen', format.call('assume', format.roleName));
