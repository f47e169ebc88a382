import { Message, type MessageProps } from './message.tsx';

/** A message in the page that stays as long as its cause. */
export function Banner(message: Omit<MessageProps, 'onDismiss'>) {
  const { tone } = message;
  return (
    <section class={`message banner ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Message {...message} />
    </section>
  );
}
