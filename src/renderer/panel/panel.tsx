import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Action, Route } from '../../core/contract/action.ts';
import { apiOver, type PanelBridge } from '../../core/contract/bridge.ts';
import type { Failure } from '../../core/failure.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { timeTexts } from '../../views/time-texts.ts';
import type { Question } from '../../views/tray/menu-item.ts';
import { timeLocale, wordsFor } from '../../views/words/languages.ts';
import { newDiscoverMemory } from '../discover/discover-memory.ts';
import { Drafts } from '../form/drafts.ts';
import { pageMemory } from '../../core/contract/page-memory.ts';
import { PaletteShortcut } from '../palette/palette-shortcut.tsx';
import { MfaDialog } from '../mfa/mfa-dialog.tsx';
import { IconLabel } from '../parts/icon-label.tsx';
import { isOverlayOpen } from '../parts/overlay.ts';
import { Working } from '../parts/working.tsx';
import { QuestionDialog } from '../parts/question-dialog.tsx';
import { newListMemory } from '../roles/roles-page.tsx';
import { useFirstAssume } from '../first-steps/use-first-assume.ts';
import { SignInDialog } from '../sign-in/sign-in-dialog.tsx';
import { StoppedBanner, Toasts } from './messages.tsx';
import { PanelContext, type Note, type PanelTools } from './panel-context.ts';
import { Page } from './page.tsx';
import { panelFormat } from './panel-format.ts';
import { useFocusReturn } from './use-focus-return.ts';
import { useNewCard } from './use-new-card.ts';
import { useStateOf } from './use-state-of.ts';
import { useWorking } from './use-working.ts';

interface Asked {
  readonly question: Question['ask'];
  readonly answer: (confirmed: boolean) => void;
}

const LIST: Route = { kind: 'roles' };

/** Shows one page, with messages and dialogs over it. */
export function Panel(props: { readonly bridge: PanelBridge }) {
  const { bridge, isWorking } = useWorking(props.bridge);
  const { state, now } = useStateOf(bridge);
  const words = wordsFor(state?.preferences.language ?? 'system', navigator.language);
  const times = useMemo(() => timeTexts(timeLocale(words, navigator.language)), [words]);
  const [route, setRoute] = useState<Route>(LIST);
  const [mfa, setMfa] = useState<string | null>(null);
  const [hiddenSignIns, setHiddenSignIns] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState<Note | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [memory, setMemory] = useState(newListMemory);
  /**
   * How often the application asked to show the search. Each increase moves the focus to the search
   * field.
   */
  const [searches, setSearches] = useState(0);
  const [hasStopped, setStopped] = useState(false);
  // The api returns failures as values, so a rejected promise means that the application is gone.
  const api = useMemo(
    () =>
      apiOver({
        call: (group, name, payload) =>
          bridge.call(group, name, payload).catch(() => {
            setStopped(true);
            return new Promise<never>(() => undefined);
          }),
      }),
    [bridge],
  );
  const firstAssume = useFirstAssume(state, api);
  const drafts = useMemo(() => new Drafts(pageMemory(window)), []);
  const discovered = useMemo(newDiscoverMemory, []);
  const isList = route.kind === 'roles';

  const go = (to: Route): void => {
    if (to.kind === 'mfa') {
      setMfa(to.mfaRequestId);
      return;
    }
    if (to.kind === 'sign-in') {
      setHiddenSignIns(new Set());
      return;
    }
    if (to.kind === 'roles' && to.search === true) {
      // An open dialog keeps the focus.
      if (isOverlayOpen()) return;
      setSearches((before) => before + 1);
    }
    if (to.kind !== 'roles') setNote(null);
    setMfa(null);
    setRoute(to);
  };
  const back = (): void => {
    if (isList) bridge.hide();
    else go(LIST);
  };
  useFocusReturn(JSON.stringify(route), isList);
  const openCard = useNewCard(state, (opened) => setMemory((before) => ({ ...before, opened })));
  useEffect(() => bridge.onShow(go), [bridge]);
  const signIn = state?.signIns.find(({ id }) => !hiddenSignIns.has(id)) ?? null;
  const signInId = signIn?.id ?? null;
  useEffect(() => {
    if (signInId !== null) bridge.onShown({ kind: 'sign-in', signInId: signInId });
    else bridge.onShown(mfa === null ? route : { kind: 'mfa', mfaRequestId: mfa });
  }, [bridge, route, mfa, signInId]);
  // Registered before the page is painted, because Escape could reach the previous page otherwise.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // A dialog or a menu closes itself on Escape.
      if (event.key !== 'Escape' || isOverlayOpen()) return;
      event.preventDefault();
      back();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  });

  const theme = state?.preferences.theme ?? 'system';
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.lang = words.language;
  }, [theme, words]);

  if (state === null) return null;
  const formatFor: PanelTools['formatFor'] = (roleName) => panelFormat(words, times, now, roleName);
  const showFailure = (failure: Failure, roleName: string | null): void => {
    const { title, detail } = failureText(words, failure, formatFor(roleName));
    setNote({ tone: 'bad', title, details: detail === '' ? [] : [detail] });
  };
  const ask = (question: Question['ask']): Promise<boolean> =>
    new Promise((answer) => {
      setAsked({ question, answer });
    });
  const perform = async (action: Action): Promise<boolean> => {
    if (action.kind === 'show') {
      go(action.route);
      return true;
    }
    // Shows a hidden sign-in dialog again.
    if (action.kind === 'sign-in') setHiddenSignIns(new Set());
    const roleId = 'roleId' in action ? action.roleId : null;
    const roleName = state.roles.find(({ role }) => role.id === roleId)?.role.name ?? null;
    const result = await bridge.perform(action).catch(() => null);
    if (result === null) setStopped(true);
    if (result === null) return false;
    if (result.ok) {
      if (action.kind === 'sign-in')
        setNote({
          tone: 'good',
          title: words.panel.signIn.done(displaySafe(action.profile)),
          details: [],
        });
      return true;
    }
    const { failure } = result;
    if (failure.kind === 'mfa-needed') setMfa(failure.mfaRequestId);
    else if (failure.kind === 'sign-in-failed' && failure.why === 'cancelled') return false;
    else if (!isShownAtRole(action, failure)) showFailure(failure, roleName);
    return false;
  };
  const tools: PanelTools = {
    words,
    api,
    state,
    surface: bridge.surface,
    isWorking,
    now,
    formatFor,
    go,
    back,
    click: async (click) => {
      if (click.kind !== 'question') return perform(click);
      return (await ask(click.ask)) && perform(click.then);
    },
    openCard,
    clipboardRoles: () => bridge.clipboardRoles(),
    ask,
    copy: (text) => perform({ kind: 'copy', text }),
    save: async (name, text) => {
      const saved = await bridge.save(name, text).catch(() => null);
      if (saved === null) setStopped(true);
      else if (saved.ok) return saved.value;
      else showFailure(saved.failure, null);
      return false;
    },
    showNote: setNote,
    say: (title) => setNote({ tone: 'good', title, details: [] }),
    showFailure,
    valueOf: (result, roleName) => {
      if (result.ok) return result.value;
      showFailure(result.failure, roleName);
      return null;
    },
  };
  const request = state.mfaRequests.find(({ id }) => id === mfa) ?? null;

  return (
    <PanelContext.Provider value={tools}>
      <main>
        <Working />
        <StoppedBanner hasStopped={hasStopped} />
        <Page
          route={route}
          drafts={drafts}
          discovered={discovered}
          memory={memory}
          searches={searches}
          onMemory={(change) => setMemory((before) => ({ ...before, ...change }))}
        />
        <Toasts
          firstAssume={isList ? firstAssume : null}
          note={note}
          onDismiss={() => setNote(null)}
        />
        {/* In <main>, so that the styles for a narrow page also apply to the dialogs. */}
        <PaletteShortcut />
        {request !== null && (
          <MfaDialog key={request.id} request={request} onClose={() => setMfa(null)} />
        )}
        {signIn !== null && (
          <SignInDialog
            key={signIn.id}
            request={signIn}
            onClose={() => setHiddenSignIns((hidden) => new Set(hidden).add(signIn.id))}
          />
        )}
        {asked !== null && (
          <QuestionDialog
            question={asked.question}
            onAnswer={(confirmed) => {
              setAsked(null);
              asked.answer(confirmed);
            }}
          />
        )}
      </main>
      <IconLabel />
    </PanelContext.Provider>
  );
}

/** True if the role's card already shows why assuming failed. */
function isShownAtRole(action: Action, { kind }: Failure): boolean {
  if (kind === 'role-unknown' || kind === 'consent-refused') return false;
  return action.kind === 'assume' || action.kind === 'refresh' || action.kind === 'take-over';
}
