import type { SignInRequest } from '../../core/contract/app-state.ts';
import { usePanel } from '../panel/panel-context.ts';
import { SignInCode } from './sign-in-code.tsx';

/** Shows the sign-in that a role waits for, on the role's card. */
export function PendingSignIn({ request }: { readonly request: SignInRequest }) {
  const { words, api, click } = usePanel();
  const { signIn } = words.panel;
  const prompt = request.prompt === 'aws-cli' ? null : request.prompt;
  return (
    <div class="failure pending-sign-in">
      <div role="status">
        <p class="strong">{signIn.pending}</p>
        {prompt === null ? (
          <p class="quiet">{request.prompt === 'aws-cli' ? signIn.elsewhere : signIn.preparing}</p>
        ) : (
          <SignInCode prompt={prompt} />
        )}
      </div>
      <div class="buttons">
        {prompt !== null && (
          <button
            type="button"
            class="primary small"
            onClick={() => void click({ kind: 'open', url: prompt.page })}
          >
            {signIn.open}
          </button>
        )}
        <button
          type="button"
          class="small"
          onClick={() => void api.signIn.cancel({ signInId: request.id })}
        >
          {signIn.cancel}
        </button>
      </div>
    </div>
  );
}
