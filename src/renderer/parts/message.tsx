import type { ComponentChildren } from 'preact';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from './breakable-text.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

export interface MessageProps {
  readonly tone: 'good' | 'warning' | 'bad';
  readonly title: string;
  readonly details: readonly string[];
  readonly onDismiss?: () => void;
  readonly children?: ComponentChildren;
}

/** The content of a banner and of a toast: an icon, a text, and a button that dismisses it. */
export function Message({ tone, title, details, onDismiss, children }: MessageProps) {
  const { words } = usePanel();
  return (
    <>
      <span class="badge" aria-hidden="true">
        <Icon name={tone} />
      </span>
      <div class="message-text">
        <p class="strong">
          <BreakableText text={title} />
        </p>
        {details.map((detail) => (
          <p key={detail} class="detail">
            <BreakableText text={detail} />
          </p>
        ))}
        {children}
      </div>
      {onDismiss !== undefined && (
        <IconButton icon="close" label={words.panel.dismiss} onClick={onDismiss} />
      )}
    </>
  );
}
