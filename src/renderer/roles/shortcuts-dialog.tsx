import { shortcutSections } from '../../views/panel/shortcut-sections.ts';
import { usePanel } from '../panel/panel-context.ts';
import type { Words } from '../../views/words/words.ts';
import { Modal } from '../parts/modal.tsx';

/** Returns ⌘ on macOS, otherwise Ctrl. A page can learn the system only from the user agent. */
function commandKey({ list }: Words): string {
  return /mac/i.test(navigator.userAgent) ? '⌘' : list.keys.names.control;
}

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = usePanel();
  const { title } = words.list.keys;
  return (
    <Modal title={title} onClose={onClose}>
      {shortcutSections(words, commandKey(words)).map((section) => (
        <section key={section.title} class="keys">
          <h3>{section.title}</h3>
          <dl>
            {section.lines.map(({ keys, does }) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div class="buttons end keys-end">
        <button type="button" autofocus onClick={onClose}>
          {words.panel.close}
        </button>
      </div>
    </Modal>
  );
}
