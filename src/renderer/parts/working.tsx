import { usePanel } from '../panel/panel-context.ts';

/** Says that a call takes long. Stays in the page, so that screen readers announce new text. */
export function Working() {
  const { words, isWorking } = usePanel();
  return (
    <p class="working" role="status">
      {isWorking && words.panel.working}
    </p>
  );
}
