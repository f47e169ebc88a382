import type { SignInPrompt } from '../../core/ports/sign-in.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';
import { CopyButton } from '../parts/copy-button.tsx';

/** The code that the sign-in page must show too. */
export function SignInCode({ prompt: { userCode } }: { readonly prompt: SignInPrompt }) {
  const { signIn } = usePanel().words.panel;
  return (
    <>
      <p class="quiet">{signIn.compare}</p>
      <div class="sign-in-code">
        <p class="user-code">{displaySafe(userCode)}</p>
        <CopyButton text={userCode} what={signIn.code} />
      </div>
    </>
  );
}
