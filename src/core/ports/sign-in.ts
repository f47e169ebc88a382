import type { Result } from '../result.ts';
import type { SignInSession } from '../sign-in-session.ts';

/** Signs a person in to sources whose session has ended. The person does this in the browser. */
export interface SignIn {
  /**
   * Begins a sign-in; if `device` is true, the person can enter its code on another computer.
   * `prompted` gets the page and the code as soon as they are known, or `aws-cli` if the AWS CLI
   * shows them.
   */
  begin(
    session: SignInSession,
    device: boolean,
    prompted: (prompt: SignInPrompt | 'aws-cli') => void,
  ): SignInUnderWay;
  /**
   * Calls the listener when there may be a new sign-in on this computer, by any program. The call
   * may be late, repeated or without a new sign-in.
   */
  watch(changed: () => void): () => void;
}

export interface SignInUnderWay {
  /**
   * Resolves after at most ten minutes. Fails with `sign-in-failed`, `sign-in-tool-missing`, or a
   * failure of the network.
   */
  readonly done: Promise<Result<null>>;
  cancel(): void;
}

/** The page on which the person signs in, and the code that the page must also show. */
export interface SignInPrompt {
  readonly page: string;
  readonly userCode: string;
}
