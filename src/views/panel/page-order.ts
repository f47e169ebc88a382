import type { FailureText } from '../words/texts.ts';
import type { CardGroup, RolesPage } from './roles-page.ts';

/** A part of the list: a group of roles, a request for an MFA code, or a problem. */
export type PagePart =
  | { readonly kind: 'group'; readonly group: CardGroup }
  | { readonly kind: 'code'; readonly code: RolesPage['codes'][number] }
  | { readonly kind: 'problem'; readonly problem: FailureText };

type Content = Pick<RolesPage, 'groups' | 'codes' | 'problems'>;

/**
 * The parts of the list from top to bottom. Nothing is above the roles that need a person, or above
 * what a search found.
 */
const ORDER: readonly ((page: Content) => readonly PagePart[])[] = [
  ({ groups }) => groups.filter(isFirst).map((group) => ({ kind: 'group', group })),
  ({ codes }) => codes.map((code) => ({ kind: 'code', code })),
  ({ problems }) => problems.map((problem) => ({ kind: 'problem', problem })),
  ({ groups }) =>
    groups.filter((group) => !isFirst(group)).map((group) => ({ kind: 'group', group })),
];

export function orderedParts(page: Content): readonly PagePart[] {
  return ORDER.flatMap((partsOf) => partsOf(page));
}

function isFirst({ key }: CardGroup): boolean {
  return key === 'attention' || key === 'found';
}
