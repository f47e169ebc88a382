import type { en } from './en.ts';

/**
 * Every text of one language, in the shape of the English catalogue. In another language, a text
 * that is missing, unknown or takes other facts does not compile.
 */
export type Words = typeof en;
