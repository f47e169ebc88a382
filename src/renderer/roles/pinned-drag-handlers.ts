import { moveOnto, type Move } from '../../views/panel/moving.ts';
import type { CardGroup } from '../../views/panel/roles-page.ts';
import type { CardHandlers } from './card-handlers.ts';

/**
 * Returns the drag handlers of a group. A drop on a pinned role moves the dragged role to that
 * place.
 */
export function pinnedDragHandlers(
  { cards, pinnedRoles }: CardGroup,
  perform: CardHandlers['perform'],
) {
  const dragged = (event: DragEvent): string | undefined =>
    pinnedRoles.find(({ id }) => event.dataTransfer?.types.includes(`${TYPE}${id}`))?.id;
  const moveOf = (event: DragEvent): Move | null =>
    moveOnto(pinnedRoles, dragged(event) ?? '', roleIdOf(lineOf(event)));
  return {
    onDragStart: (event: DragEvent): void => {
      const roleId = roleIdOf(lineOf(event));
      if (roleId !== undefined) event.dataTransfer?.setData(`${TYPE}${roleId}`, roleId);
    },
    onDragOver: (event: DragEvent): void => {
      clearDropMarks();
      const move = moveOf(event);
      if (move === null) return;
      event.preventDefault();
      const from = pinnedRoles.findIndex(({ id }) => id === move.roleId);
      lineOf(event)?.setAttribute('data-drop', from < move.position - 1 ? 'after' : 'before');
    },
    onDragEnd: clearDropMarks,
    onDragLeave: clearDropMarks,
    onDrop: (event: DragEvent): void => {
      clearDropMarks();
      const move = moveOf(event);
      const card = cards.find(({ id }) => id === move?.roleId);
      if (move === null || card === undefined) return;
      event.preventDefault();
      perform(move, card);
    },
  };
}

/**
 * While a role is dragged, the page can read only the type of the data, so the type contains the
 * ID.
 */
const TYPE = 'application/x-rolekeeper-role-';

function lineOf({ target }: DragEvent): Element | null {
  return target instanceof Element ? target.closest('.card') : null;
}

function roleIdOf(line: Element | null): string | undefined {
  return line?.querySelector<HTMLElement>('.card-title')?.dataset['role'];
}

function clearDropMarks(): void {
  for (const line of document.querySelectorAll('[data-drop]')) line.removeAttribute('data-drop');
}
