import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

/** Settings below one heading. */
export function SettingsSection({
  title,
  takesFocus = false,
  children,
}: {
  readonly title: string;
  /** True if the page opens at this section. */
  readonly takesFocus?: boolean;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="settings" aria-labelledby={id}>
      <h2 id={id} class="group-title" {...(takesFocus ? { tabIndex: -1, 'data-start': '' } : {})}>
        {title}
      </h2>
      <div class="setting-box">{children}</div>
    </section>
  );
}
