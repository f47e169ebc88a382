import type { ListedRole } from '../role-order.ts';

/** The steps in which the active icon fills, from a new session (1) to a due refresh (4). */
export type FillStep = 1 | 2 | 3 | 4;

const STEPS: readonly FillStep[] = [1, 2, 3, 4];

/**
 * Returns the step of the role that is refreshed next, between the start of its session (1) and its
 * refresh (4), and the ms until its next step. Without a planned refresh, the icon is full.
 */
export function fillOf(
  roles: readonly ListedRole[],
  now: number,
): { readonly fill: FillStep; readonly nextStepInMs: number | null } {
  let next: { readonly assumedAt: number; readonly refreshAt: number } | null = null;
  for (const { view } of roles) {
    const { session, kept } = view;
    if (!kept || session.state !== 'active' || session.renewal.state !== 'scheduled') continue;
    if (next === null || session.refreshAt < next.refreshAt) next = session;
  }
  if (next === null || now >= next.refreshAt) return { fill: 4, nextStepInMs: null };
  const { assumedAt } = next;
  const stepMs = Math.max(1, next.refreshAt - assumedAt) / STEPS.length;
  const fill = STEPS.findLast((step) => now >= assumedAt + (step - 1) * stepMs) ?? 1;
  return { fill, nextStepInMs: fill === 4 ? null : Math.ceil(assumedAt + fill * stepMs - now) };
}
