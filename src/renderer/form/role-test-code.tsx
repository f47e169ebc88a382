import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { RoleTestDevice } from '../../core/assuming/role-test/role-test-result.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { CODE_DIGITS, CodeInput } from '../mfa/code-input.tsx';
import { useSecondsUntil } from '../mfa/use-seconds-until.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface RoleTestCodeProps {
  readonly device: RoleTestDevice;
  readonly isSending: boolean;
  readonly onCode: (code: string) => void;
}

/** Asks for the MFA code of a test. Sends it once, at the sixth digit. */
export function RoleTestCode({ device, isSending, onCode }: RoleTestCodeProps) {
  const { words, state } = usePanel();
  const { mfa } = words.panel;
  const [code, setCode] = useState('');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const waitSeconds = useSecondsUntil(device.notBefore, state.clockOffsetMs);
  useEffect(() => {
    setCode('');
    input.current?.focus();
  }, [device]);
  const onType = (digits: string): void => {
    setCode(digits);
    if (digits.length === CODE_DIGITS && waitSeconds === 0 && !isSending) onCode(digits);
  };
  const name = displaySafe(device.serial.split('/').at(-1) ?? '');
  return (
    <form
      class="role-test-code"
      onSubmit={(event) => {
        event.preventDefault();
        onType(code);
      }}
    >
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
        input={input}
        code={code}
        isSending={isSending}
        describedBy={`${id}-hint`}
        onDigits={onType}
      />
      <p id={`${id}-hint`} class="hint">
        {waitSeconds > 0 ? mfa.waitFor(waitSeconds) : mfa.hint}
      </p>
    </form>
  );
}
