import { useEffect, useId } from 'preact/hooks';
import type { RoleTestDevice } from '../../core/assuming/role-test/role-test-result.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { CodeInput } from '../mfa/code-input.tsx';
import { useCode } from '../mfa/use-code.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface RoleTestCodeProps {
  readonly device: RoleTestDevice;
  readonly isSending: boolean;
  readonly onCode: (code: string) => void;
}

/** Asks for the MFA code of a test. Sends the code when the sixth digit is typed. */
export function RoleTestCode({ device, isSending, onCode }: RoleTestCodeProps) {
  const { words } = usePanel();
  const { mfa } = words.panel;
  const id = useId();
  const entry = useCode({ notBefore: device.notBefore, isSending, send: onCode });
  useEffect(entry.clear, [device]);
  const name = displaySafe(device.serial.split('/').at(-1) ?? '');
  return (
    <form class="role-test-code" onSubmit={entry.onSubmit}>
      <p>
        {words.forming.test.askCode({
          device: name,
          sourceProfile: displaySafe(device.sourceProfile),
        })}
      </p>
      {device.host !== null && <p>{mfa.goesTo(displaySafe(device.host))}</p>}
      <CodeInput
        id={id}
        label={mfa.code}
        input={entry.input}
        code={entry.code}
        isSending={isSending}
        describedBy={`${id}-hint`}
        onDigits={entry.type}
      />
      <p id={`${id}-hint`} class="hint">
        {entry.waitSeconds > 0 ? mfa.waitFor(entry.waitSeconds) : mfa.hint}
      </p>
    </form>
  );
}
