import type { SignInRequest } from '../../core/contract/app-state.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Modal } from '../parts/modal.tsx';
import { SignInCode } from './sign-in-code.tsx';

/**
 * Shows the sign-in page's address and the code to compare. Closing the dialog does not stop the
 * sign-in.
 */
export function SignInDialog({
  request,
  onClose,
}: {
  readonly request: SignInRequest;
  readonly onClose: () => void;
}) {
  const { words, api, click } = usePanel();
  const { signIn } = words.panel;
  const prompt = request.prompt === 'aws-cli' ? null : request.prompt;
  return (
    <Modal title={signIn.title} onClose={onClose}>
      <div class="sign-in">
        <p>{signIn.lead(displaySafe(request.profile))}</p>
        {/* Screen readers announce the code, because it appears after the dialog has opened. */}
        <div class="sign-in" role="status">
          {prompt === null ? (
            <p class="quiet">
              {request.prompt === 'aws-cli' ? signIn.elsewhere : signIn.preparing}
            </p>
          ) : (
            <SignInCode prompt={prompt} />
          )}
        </div>
        {prompt !== null && (
          <p class="page-address">
            <span class="quiet">
              <BreakableText text={displaySafe(prompt.page)} />
            </span>
            <CopyButton text={prompt.page} what={signIn.page} />
          </p>
        )}
        <p class="quiet" role="status">
          {signIn.waiting}
        </p>
        <div class="buttons end">
          <button
            type="button"
            class="quiet"
            onClick={() => void api.signIn.cancel({ signInId: request.id })}
          >
            {signIn.cancel}
          </button>
          <button type="button" onClick={onClose}>
            {signIn.close}
          </button>
          {prompt !== null && (
            <button
              type="button"
              class="primary"
              autofocus
              onClick={() => void click({ kind: 'open', url: prompt.page })}
            >
              {signIn.open}
            </button>
          )}
        </div>
      </div>
    </Modal>
  );
}
