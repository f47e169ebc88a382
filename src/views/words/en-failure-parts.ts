import type { Remedy } from './texts.ts';
import type { CatalogueFormat } from './fact-format.ts';

export const remedy = (label: string, command: string | null = null): Remedy => ({
  label,
  command,
});

export const lines = (...all: readonly (string | null)[]): string =>
  all.filter((line) => line !== null).join('\n');

export const theRole = (format: CatalogueFormat): string => format.roleName ?? 'the role';

/** Like `theRole`, for the start of a sentence. A role's name keeps its case. */
export const theRoleFirst = (format: CatalogueFormat): string => format.roleName ?? 'The role';

export const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

export const requestLine = (requestId: string | null): string | null =>
  requestId === null ? null : `AWS request ID: ${requestId}`;

export const quoteOf = (who: string, message: string): string | null =>
  message === '' ? null : `${who} said: ${message}`;

export const tryAgain = (format: CatalogueFormat): Remedy =>
  remedy('Try again', format.call('assume', format.roleName));
