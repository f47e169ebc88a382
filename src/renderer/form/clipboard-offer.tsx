import { useEffect, useState } from 'preact/hooks';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { pastedTitle } from '../../views/panel/pasted-form.ts';
import type { FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface ClipboardOfferProps {
  readonly values: FormValues;
  readonly onUse: (roles: readonly PastedRole[]) => void;
}

/** What is on the clipboard, where it names a role: offered, and taken by a click. */
export function ClipboardOffer({ values, onUse }: ClipboardOfferProps) {
  const { words, clipboardRoles } = usePanel();
  const { clipboard } = words.forming;
  const [roles, setRoles] = useState<readonly PastedRole[]>([]);
  useEffect(() => {
    let isWanted = true;
    const look = (): void => {
      void clipboardRoles().then(
        (found) => {
          if (isWanted) setRoles(found);
        },
        () => undefined,
      );
    };
    look();
    // Copied elsewhere meanwhile.
    window.addEventListener('focus', look);
    return () => {
      isWanted = false;
      window.removeEventListener('focus', look);
    };
  }, []);
  const [first] = roles;
  if (first === undefined || roles.some(({ fields }) => fields.roleArn === values['role-arn'])) return null;
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
      <button type="button" class="primary" onClick={() => onUse(roles)}>
        {clipboard.use}
      </button>
    </div>
  );
}

/** Where the clipboard is a person's to give: looked at behind a click. */
export function ClipboardLook({ onUse }: Pick<ClipboardOfferProps, 'onUse'>) {
  const { words, clipboardRoles } = usePanel();
  const { clipboard } = words.forming;
  const [isNothing, setNothing] = useState(false);
  const look = async (): Promise<void> => {
    const roles = await clipboardRoles();
    setNothing(roles.length === 0);
    if (roles.length > 0) onUse(roles);
  };
  return (
    <div class="clipboard-look">
      <button type="button" onClick={() => void look()}>
        {clipboard.look}
      </button>
      <span class="hint" aria-live="polite">
        {isNothing && clipboard.nothing}
      </span>
    </div>
  );
}
