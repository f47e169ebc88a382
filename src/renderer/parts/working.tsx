import { usePanel } from '../panel/panel-context.ts';

/**
 * Says that a call takes long. The element stays in the page, so that screen readers announce its
 * text.
 */
export function Working() {
  const { words, isWorking } = usePanel();
  return (
    <p class="working" role="status">
      {isWorking && words.panel.working}
    </p>
  );
}
