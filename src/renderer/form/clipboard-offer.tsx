import { useEffect, useState } from 'preact/hooks';
import { type FoundInText, nothingFound } from '../../core/roles/pasted/found-in-text.ts';
import { clipboardOffer } from '../../views/panel/pasted-form.ts';
import type { FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';
import { useIsUnmounted } from '../parts/use-is-unmounted.ts';
import { BreakableText } from '../parts/breakable-text.tsx';

export interface ClipboardOfferProps {
  readonly values: FormValues;
  readonly onUse: (found: FoundInText) => void;
}

/** Offers the clipboard's content if it contains a role. A click fills the form. */
export function ClipboardOffer({ values, onUse }: ClipboardOfferProps) {
  const { words, clipboardRoles } = usePanel();
  const { clipboard } = words.forming;
  const [found, setFound] = useState(nothingFound);
  const isUnmounted = useIsUnmounted();
  useEffect(() => {
    const readClipboard = (): void => {
      void clipboardRoles().then(
        (now) => {
          if (!isUnmounted()) setFound(now);
        },
        () => undefined,
      );
    };
    readClipboard();
    // The user can have copied something in another window.
    window.addEventListener('focus', readClipboard);
    return () => {
      window.removeEventListener('focus', readClipboard);
    };
  }, []);
  const offer = clipboardOffer(found, values, words);
  if (offer === null) return null;
  return (
    <div class="clipboard-offer" role="status">
      <div>
        <p class="strong">{offer.text}</p>
        {offer.titles.slice(0, 3).map((title) => (
          <p key={title} class="mono">
            <BreakableText text={title} />
          </p>
        ))}
        {offer.titles.length > 3 && <p>…</p>}
      </div>
      <button type="button" class="primary" onClick={() => onUse(found)}>
        {clipboard.use}
      </button>
    </div>
  );
}

/** Reads the clipboard on a click. Used in browsers, because they ask for permission first. */
export function ClipboardButton({ onUse }: Pick<ClipboardOfferProps, 'onUse'>) {
  const { words, clipboardRoles } = usePanel();
  const { clipboard } = words.forming;
  const [isEmpty, setEmpty] = useState(false);
  const readClipboard = async (): Promise<void> => {
    const found = await clipboardRoles();
    const isNothing = found.roles.length + found.others.length === 0;
    setEmpty(isNothing);
    if (!isNothing) onUse(found);
  };
  return (
    <div class="clipboard-look">
      <button type="button" onClick={() => void readClipboard()}>
        {clipboard.read}
      </button>
      <span class="hint" aria-live="polite">
        {isEmpty && clipboard.nothing}
      </span>
    </div>
  );
}
