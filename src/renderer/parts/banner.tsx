import type { ComponentChildren } from 'preact';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from './icon.tsx';

export interface BannerProps {
  readonly tone: 'good' | 'warning' | 'bad';
  readonly title: string;
  readonly details: readonly string[];
  readonly onDismiss?: () => void;
  readonly children?: ComponentChildren;
}

/** A message at the top of the page. */
export function Banner({ tone, title, details, onDismiss, children }: BannerProps) {
  const { words } = usePanel();
  return (
    <section class={`banner ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <span class="badge">
        <Icon name={tone} />
      </span>
      <div class="banner-text">
        <p class="strong">{title}</p>
        {details.map((detail) => (
          <p key={detail} class="detail">
            {detail}
          </p>
        ))}
        {children}
      </div>
      {onDismiss !== undefined && (
        <button
          type="button"
          class="bare"
          aria-label={words.panel.dismiss}
          title={words.panel.dismiss}
          onClick={onDismiss}
        >
          <Icon name="close" />
        </button>
      )}
    </section>
  );
}
