import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

/** Settings below one heading. */
export function SettingsSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="settings" aria-labelledby={id}>
      <h2 id={id} class="group-title">
        {title}
      </h2>
      <div class="setting-box">{children}</div>
    </section>
  );
}
