import type { RoleCard } from '../../views/panel/role-card.ts';
import type { CardActs } from './card-acts.ts';

/** The drag handlers of the list of pinned roles: a drop moves the dragged role. */
export function dragPinned(cards: readonly RoleCard[], act: CardActs['act']) {
  const indexOf = (event: DragEvent): number => {
    const line = event.target instanceof Element ? event.target.closest('.card') : null;
    const id = line?.querySelector<HTMLElement>('.card-title')?.dataset['role'];
    return cards.findIndex((card) => card.id === id);
  };
  const draggedIndex = (event: DragEvent): number => {
    const types = event.dataTransfer?.types ?? [];
    return cards.findIndex(({ id }) => types.includes(`${TYPE}${id}`));
  };
  return {
    onDragStart: (event: DragEvent): void => {
      const card = cards[indexOf(event)];
      if (card !== undefined) event.dataTransfer?.setData(`${TYPE}${card.id}`, card.id);
    },
    onDragOver: (event: DragEvent): void => {
      clearLines();
      const [from, to] = [draggedIndex(event), indexOf(event)];
      if (from === -1 || to === -1) return;
      event.preventDefault();
      const line = event.target instanceof Element ? event.target.closest('.card') : null;
      if (from !== to) line?.setAttribute('data-drop', from < to ? 'after' : 'before');
    },
    onDragEnd: clearLines,
    onDragLeave: clearLines,
    onDrop: (event: DragEvent): void => {
      clearLines();
      const [from, to] = [draggedIndex(event), indexOf(event)];
      const card = cards[from];
      if (card === undefined || to === -1 || from === to) return;
      event.preventDefault();
      const before = cards[from < to ? to + 1 : to]?.id ?? null;
      const { length: count } = cards;
      act({ kind: 'move', roleId: card.id, before, place: to + 1, count }, card);
    },
  };
}

/** While a role is dragged, the page can read only the type of the data, so the type has the ID. */
const TYPE = 'application/x-rolekeeper-role-';

function clearLines(): void {
  for (const line of document.querySelectorAll('[data-drop]')) line.removeAttribute('data-drop');
}
