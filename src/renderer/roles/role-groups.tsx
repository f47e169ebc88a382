import { Fragment } from 'preact';
import type { Found, RolesPage } from '../../views/panel/roles-page.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Banner } from '../parts/banner.tsx';
import type { CardActs } from './card-acts.ts';
import { dragPinned } from './drag-pinned.ts';
import { RoleCard } from './role-card.tsx';

/** The groups of roles. Problems are shown below the roles that need a person, never above. */
export function RoleGroups({
  page,
  opened,
  marked,
  acts,
}: {
  readonly page: RolesPage;
  /** The expanded role. */
  readonly opened: string | null;
  readonly marked: Found['marked'];
  readonly acts: CardActs;
}) {
  const { words } = usePanel();
  const groups = page.groups.map(({ key, title, count, cards }) => (
    <section key={key} class="group" aria-labelledby={`group-${key}`}>
      <h2 id={`group-${key}`} class="group-title">
        {title ?? words.list.found(count)}
        {title !== null && page.isSearchable && <span class="count">{count}</span>}
      </h2>
      <ul class={page.shape} {...(key === 'pinned' ? dragPinned(cards, acts.act) : {})}>
        {cards.map((card) => (
          <RoleCard
            key={card.id}
            card={card}
            words={words}
            shape={page.shape}
            isOpen={opened === card.id}
            enter={marked?.card.id === card.id ? marked.enter : null}
            acts={acts}
          />
        ))}
      </ul>
    </section>
  ));
  const problems = page.problems.map(({ title, detail, remedy }) => (
    <Banner
      key={`${title}${detail}`}
      tone="warning"
      title={title}
      details={remedy === null ? [detail] : [detail, `${remedy.label}.`]}
    />
  ));
  const needing = page.groups[0]?.key === 'attention' ? 1 : 0;
  return (
    <Fragment>
      {groups.slice(0, needing)}
      {problems}
      {groups.slice(needing)}
    </Fragment>
  );
}

/** Requests for an MFA code that no role in the list shows. */
export function CodeBanners({ page }: { readonly page: RolesPage }) {
  const { words, go } = usePanel();
  return (
    <Fragment>
      {page.mfa.map(({ id, text }) => (
        <Banner key={id} tone="warning" title={text} details={[]}>
          <button
            id={`mfa-${id}`}
            type="button"
            class="primary"
            onClick={() => go({ kind: 'mfa', mfaRequestId: id })}
          >
            {words.panel.mfa.enter}
          </button>
        </Banner>
      ))}
    </Fragment>
  );
}
