import { useId, useState } from 'preact/hooks';
import type { MfaRequest } from '../../core/mfa/mfa-request.ts';
import type { Failure } from '../../core/failure.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { mfaProcessText } from '../../views/mfa-process-text.ts';
import { deviceNameOf, namesOf } from '../../views/panel/roles-page.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { Modal } from '../parts/modal.tsx';
import { CodeInput } from './code-input.tsx';
import { useCode } from './use-code.ts';

/** Asks for one MFA code for all roles of the request. */
export function MfaDialog({
  request,
  onClose,
}: {
  readonly request: MfaRequest;
  readonly onClose: () => void;
}) {
  const { words, state, api, formatFor } = usePanel();
  const { mfa } = words.panel;
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const id = useId();

  const send = async (digits: string): Promise<void> => {
    setSending(true);
    const result = await api.mfa.submit({ mfaRequestId: request.id, code: digits });
    setSending(false);
    if (result.ok) {
      onClose();
      return;
    }
    setFailure(result.failure);
    entry.clear();
  };
  const entry = useCode({
    notBefore: request.notBefore,
    isSending,
    send: (digits) => void send(digits),
  });
  const { waitSeconds } = entry;
  const snooze = async (): Promise<void> => {
    await api.mfa.snooze({ mfaRequestId: request.id });
    onClose();
  };
  const processText = mfaProcessText(words, request);
  const trouble = failure === null ? null : failureText(words, failure, formatFor(null));
  return (
    <Modal title={mfa.title} onClose={onClose}>
      <form class="mfa" onSubmit={entry.onSubmit}>
        <p>
          {mfa.lead({
            device: deviceNameOf(request),
            sourceProfile: displaySafe(request.sourceProfile),
          })}
        </p>
        {request.host !== null && <p>{mfa.goesTo(displaySafe(request.host))}</p>}
        <CodeInput
          id={id}
          label={mfa.code}
          input={entry.input}
          code={entry.code}
          isSending={isSending}
          describedBy={`${id}-hint ${id}-said`}
          isInvalid={trouble !== null}
          autofocus
          onDigits={entry.type}
        />
        {/* The hint is outside the live region, because screen readers would announce it twice
            there. */}
        {!isSending && waitSeconds === 0 && (
          <p id={`${id}-hint`} class="hint">
            {mfa.hint}
          </p>
        )}
        <div id={`${id}-said`} class="mfa-said" aria-live="polite">
          {trouble !== null && (
            <>
              <p class="error-text">{trouble.title}.</p>
              <p class="detail">
                <BreakableText text={trouble.detail} />
              </p>
            </>
          )}
          {isSending && <p class="quiet">{mfa.checking}</p>}
          {!isSending && waitSeconds > 0 && <p class="hint">{mfa.waitFor(waitSeconds)}</p>}
        </div>
        <p class="quiet">{mfa.serves(namesOf(request, state))}</p>
        {request.usableUntil !== null && (
          <p class="quiet">{mfa.until(formatFor(null).time(request.usableUntil))}</p>
        )}
        {processText !== null && <p class="quiet">{processText}</p>}
        <div class="buttons end">
          <button type="button" class="quiet" onClick={() => void snooze()}>
            {mfa.later}
          </button>
          <button type="button" onClick={onClose}>
            {words.panel.cancel}
          </button>
          <button type="submit" class="primary" disabled={!entry.canSend}>
            {mfa.submit}
          </button>
        </div>
      </form>
    </Modal>
  );
}
