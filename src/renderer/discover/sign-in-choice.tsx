import { useEffect, useId, useState } from 'preact/hooks';
import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { KnownSignIn } from '../../core/contract/discovery-api.ts';
import type { Failure } from '../../core/failure.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { ruleText } from '../../views/failure-text.ts';
import { Field } from '../form/field.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { useStartFocus } from './use-start-focus.ts';

/** The index that means "Another start URL". */
const ANOTHER = -1;

/**
 * Lets the user choose the sign-in whose accounts are listed: one of the config file, one of a
 * role, or a new start URL.
 */
export function SignInChoice({
  failure,
  last,
  onStart,
}: {
  readonly failure: Failure | null;
  /** The last choice; null at first. */
  readonly last: SsoReference | null;
  readonly onStart: (from: SsoReference) => Promise<void>;
}) {
  const { words, api, valueOf, go } = usePanel();
  const { discovery, panel } = words;
  const { page } = discovery;
  const [known, setKnown] = useState<readonly KnownSignIn[] | null>(null);
  const [chosenIndex, setChosenIndex] = useState(ANOTHER);
  const typed = last?.kind === 'start-url' ? last : null;
  const [startUrl, setStartUrl] = useState(typed?.startUrl ?? '');
  const [region, setRegion] = useState(typed?.region ?? '');
  const id = useId();
  useEffect(() => {
    void api.discovery.signIns({}).then((result) => {
      const signIns = valueOf(result, null) ?? [];
      setKnown(signIns);
      const same = signIns.findIndex(({ from }) => isSame(from, last));
      setChosenIndex(last === null && signIns.length > 0 ? 0 : same);
    });
  }, []);
  useStartFocus(known !== null && last !== null ? 'button[type="submit"]' : null);
  if (known === null) return <p class="quiet">{panel.loading}</p>;
  const from = known[chosenIndex]?.from ?? {
    kind: 'start-url',
    startUrl: startUrl.trim(),
    region: region.trim(),
  };
  const field = (name: 'start-url' | 'sso-region', value: string, set: (to: string) => void) => {
    const label = panel.form.labels[name];
    const isBroken = failure?.kind === 'field-invalid' && failure.field === name;
    const error = isBroken ? panel.form.broken(label, ruleText(words, failure.rule)) : undefined;
    return (
      <Field id={`${id}-${name}`} label={label} hint={panel.form.hints[name]} error={error}>
        {(described) => (
          <input
            {...described}
            type="text"
            value={value}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            onInput={(event) => set(event.currentTarget.value)}
          />
        )}
      </Field>
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onStart(from);
      }}
    >
      <p class="lead">{page.lead}</p>
      {known.length > 0 && (
        <fieldset class="sign-ins">
          <legend>{page.signIn}</legend>
          {known.map(({ from: each, startUrl: address }, at) => (
            <label key={JSON.stringify(each)} class="choice">
              <input
                type="radio"
                name={`${id}-choice`}
                checked={chosenIndex === at}
                onChange={() => setChosenIndex(at)}
              />
              <span>
                {each.kind === 'sso-session' && (
                  <span class="strong">{displaySafe(each.name)} </span>
                )}
                <span class="quiet">
                  <BreakableText text={displaySafe(address)} />
                </span>
              </span>
            </label>
          ))}
          <label class="choice">
            <input
              type="radio"
              name={`${id}-choice`}
              checked={chosenIndex === ANOTHER}
              onChange={() => setChosenIndex(ANOTHER)}
            />
            <span>{page.another}</span>
          </label>
        </fieldset>
      )}
      {chosenIndex === ANOTHER && field('start-url', startUrl, setStartUrl)}
      {chosenIndex === ANOTHER && field('sso-region', region, setRegion)}
      <div class="buttons form-end">
        <button type="submit" class="primary">
          {page.start}
        </button>
        <button type="button" onClick={() => go({ kind: 'roles' })}>
          {panel.cancel}
        </button>
      </div>
    </form>
  );
}

function isSame(one: SsoReference, other: SsoReference | null): boolean {
  if (one.kind === 'sso-session') return other?.kind === one.kind && other.name === one.name;
  return other?.kind === one.kind && other.startUrl === one.startUrl;
}
