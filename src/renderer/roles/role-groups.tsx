import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { orderedParts, type PagePart } from '../../views/panel/page-order.ts';
import type { CardGroup, Found, RolesPage, ShownProblem } from '../../views/panel/roles-page.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Banner } from '../parts/banner.tsx';
import type { CardHandlers } from './card-handlers.ts';
import { pinnedDragHandlers } from './pinned-drag-handlers.ts';
import { RoleCard } from './role-card.tsx';

interface GroupsProps {
  readonly page: RolesPage;
  /** The expanded role. */
  readonly opened: string | null;
  readonly marked: Found['marked'];
  readonly handlers: CardHandlers;
}

/** Shows requests for an MFA code, problems and the groups of roles, the most urgent first. */
export function RoleGroups(props: GroupsProps) {
  const { words } = usePanel();
  const [withAllProblems, setWithAllProblems] = useState(false);
  return (
    <Fragment>
      {orderedParts(props.page, withAllProblems).map((part) => {
        switch (part.kind) {
          case 'group':
            return <Group key={`group-${part.group.key}`} group={part.group} {...props} />;
          case 'code':
            return <CodeBanner key={`code-${part.code.id}`} code={part.code} />;
          case 'problem':
            return (
              <ProblemBanner
                key={`problem-${part.problem.title}${part.problem.detail}`}
                problem={part.problem}
              />
            );
          case 'more-problems':
            return (
              <button
                key="more-problems"
                type="button"
                class="more-button"
                onClick={() => setWithAllProblems(true)}
              >
                {words.list.moreProblems(part.count)}
              </button>
            );
        }
      })}
    </Fragment>
  );
}

function Group({
  group,
  page,
  opened,
  marked,
  handlers,
}: GroupsProps & { readonly group: CardGroup }) {
  const { words } = usePanel();
  const { key, title, count, cards, pinnedRoles } = group;
  return (
    <section class="group" aria-labelledby={`group-${key}`}>
      <h2 id={`group-${key}`} class="group-title">
        {title ?? words.list.found(count)}
        {title !== null && page.isSearchable && (
          // Without the space, a screen reader would say "Off12".
          <span class="count"> {count}</span>
        )}
      </h2>
      <ul
        class={page.shape}
        {...(pinnedRoles.length > 1 ? pinnedDragHandlers(group, handlers.perform) : {})}
      >
        {cards.map((card) => (
          <RoleCard
            key={card.id}
            card={card}
            words={words}
            shape={page.shape}
            isOpen={opened === card.id}
            enter={marked?.card.id === card.id ? marked.enter : null}
            handlers={handlers}
          />
        ))}
      </ul>
    </section>
  );
}

/** A message that asks for an MFA code. It is shown if no role in the list shows the request. */
function CodeBanner({
  code: { id, text },
}: {
  readonly code: Extract<PagePart, { kind: 'code' }>['code'];
}) {
  const { words, go } = usePanel();
  return (
    <Banner tone="warning" title={text} details={[]}>
      <button
        id={`mfa-${id}`}
        type="button"
        class="primary"
        onClick={() => go({ kind: 'mfa', mfaRequestId: id })}
      >
        {words.panel.mfa.enter}
      </button>
    </Banner>
  );
}

function ProblemBanner({
  problem: { title, detail, remedy, setting },
}: {
  readonly problem: ShownProblem;
}) {
  const { words, go } = usePanel();
  const details = remedy === null ? [detail] : [detail, `${remedy.label}.`];
  return (
    <Banner tone="warning" title={title} details={details}>
      {setting !== null && (
        <button type="button" onClick={() => go({ kind: 'settings', field: setting })}>
          {words.panel.remedies.openSettings}
        </button>
      )}
    </Banner>
  );
}
