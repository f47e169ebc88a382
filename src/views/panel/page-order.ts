import type { CardGroup, RolesPage, ShownProblem } from './roles-page.ts';

/** A part of the list: a group of roles, a request for an MFA code, a problem, or a button. */
export type PagePart =
  | { readonly kind: 'group'; readonly group: CardGroup }
  | { readonly kind: 'code'; readonly code: RolesPage['codes'][number] }
  | { readonly kind: 'problem'; readonly problem: ShownProblem }
  /** A button that shows the last `count` problems. */
  | { readonly kind: 'more-problems'; readonly count: number };

type Content = Pick<RolesPage, 'groups' | 'codes' | 'problems'>;

/** The most problems that are shown at first. More problems would push the roles out of view. */
const MAX_PROBLEMS = 3;

/**
 * Functions that return the parts of the list, from top to bottom. Roles that need an action of the
 * user and roles that a search found are first.
 */
const ORDER: readonly ((page: Content, withAllProblems: boolean) => readonly PagePart[])[] = [
  ({ groups }) => groups.filter(isFirst).map((group) => ({ kind: 'group', group })),
  ({ codes }) => codes.map((code) => ({ kind: 'code', code })),
  ({ problems }, withAllProblems) =>
    problemParts(problems, withAllProblems ? problems.length : MAX_PROBLEMS),
  ({ groups }) =>
    groups.filter((group) => !isFirst(group)).map((group) => ({ kind: 'group', group })),
];

export function orderedParts(page: Content, withAllProblems: boolean): readonly PagePart[] {
  return ORDER.flatMap((partsOf) => partsOf(page, withAllProblems));
}

function problemParts(problems: readonly ShownProblem[], limit: number): readonly PagePart[] {
  const shown = problems.slice(0, limit).map((problem) => ({ kind: 'problem', problem }) as const);
  const count = problems.length - shown.length;
  return count === 0 ? shown : [...shown, { kind: 'more-problems', count }];
}

function isFirst({ key }: CardGroup): boolean {
  return key === 'attention' || key === 'found';
}
