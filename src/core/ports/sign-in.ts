import type { Result } from '../result.ts';
import type { SignInSession } from '../sign-in-session.ts';

/** Signs a person in, in the browser, for sources whose session has ended. */
export interface SignIn {
  /**
   * Begins a sign-in. `prompted` gets the page and the code for the person as soon as they are
   * known, or `aws-cli` if the AWS CLI shows them. `device`: with a code that can be entered in a
   * browser of another computer, even if the AWS CLI could open this one's.
   */
  begin(
    session: SignInSession,
    device: boolean,
    prompted: (prompt: SignInPrompt | 'aws-cli') => void,
  ): SignInUnderWay;
  /**
   * Calls the listener when there may be a new sign-in on this computer, by any program. May be
   * late, repeated or wrong.
   */
  watch(changed: () => void): () => void;
}

export interface SignInUnderWay {
  /**
   * Takes at most ten minutes. Fails with `sign-in-failed`, `sign-in-tool-missing`, or a failure of
   * the network.
   */
  readonly done: Promise<Result<null>>;
  cancel(): void;
}

/** The page on which the person signs in, and the code that the page must show too. */
export interface SignInPrompt {
  readonly page: string;
  readonly userCode: string;
}
