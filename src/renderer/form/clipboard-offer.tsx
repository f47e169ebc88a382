import { useEffect, useState } from 'preact/hooks';
import { noPastedRoles, type PastedRoles } from '../../core/roles/pasted/pasted.ts';
import { pastedTitle } from '../../views/panel/pasted-form.ts';
import type { FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface ClipboardOfferProps {
  readonly values: FormValues;
  readonly onUse: (found: PastedRoles) => void;
}

/** Offers the clipboard's content if it contains a role. A click fills the form. */
export function ClipboardOffer({ values, onUse }: ClipboardOfferProps) {
  const { words, clipboardRoles } = usePanel();
  const { clipboard } = words.forming;
  const [found, setFound] = useState<PastedRoles>(noPastedRoles);
  useEffect(() => {
    let isWanted = true;
    const readClipboard = (): void => {
      void clipboardRoles().then(
        (now) => {
          if (isWanted) setFound(now);
        },
        () => undefined,
      );
    };
    readClipboard();
    // The user can have copied something in another window.
    window.addEventListener('focus', readClipboard);
    return () => {
      isWanted = false;
      window.removeEventListener('focus', readClipboard);
    };
  }, []);
  const { roles } = found;
  const [first] = roles;
  if (first === undefined || roles.some(({ fields }) => fields.roleArn === values['role-arn']))
    return null;
  return (
    <div class="clipboard-offer" role="status">
      <div>
        <p class="strong">{clipboard.offer[first.from]}</p>
        {roles.slice(0, 3).map((role) => (
          <p key={pastedTitle(role)} class="mono">
            {pastedTitle(role)}
          </p>
        ))}
        {roles.length > 3 && <p>…</p>}
      </div>
      <button type="button" class="primary" onClick={() => onUse(found)}>
        {clipboard.use}
      </button>
    </div>
  );
}

/** Reads the clipboard on a click. For browsers, which then ask for permission. */
export function ClipboardButton({ onUse }: Pick<ClipboardOfferProps, 'onUse'>) {
  const { words, clipboardRoles } = usePanel();
  const { clipboard } = words.forming;
  const [isEmpty, setEmpty] = useState(false);
  const readClipboard = async (): Promise<void> => {
    const found = await clipboardRoles();
    setEmpty(found.roles.length === 0);
    if (found.roles.length > 0) onUse(found);
  };
  return (
    <div class="clipboard-look">
      <button type="button" onClick={() => void readClipboard()}>
        {clipboard.look}
      </button>
      <span class="hint" aria-live="polite">
        {isEmpty && clipboard.nothing}
      </span>
    </div>
  );
}
