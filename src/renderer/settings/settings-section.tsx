import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

/** Settings below one heading. */
export function SettingsSection({
  title,
  begins = false,
  children,
}: {
  readonly title: string;
  /** True if the page opens here. */
  readonly begins?: boolean;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="settings" aria-labelledby={id}>
      <h2 id={id} class="group-title" {...(begins ? { tabIndex: -1, 'data-start': '' } : {})}>
        {title}
      </h2>
      <div class="setting-box">{children}</div>
    </section>
  );
}
