import type { Route } from '../../core/contract/action.ts';
import { ActivityPage } from '../activity/activity-page.tsx';
import { RequiredPoliciesPage } from '../access/required-policies-page.tsx';
import type { DiscoverMemory } from '../discover/discover-memory.ts';
import { DiscoverPage } from '../discover/discover-page.tsx';
import { DoctorPage } from '../doctor/doctor-page.tsx';
import { ImportPage } from '../import/import-page.tsx';
import { RolePage } from '../form/role-page.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { RolesPage, type RolesPageProps } from '../roles/roles-page.tsx';
import type { Drafts } from '../form/drafts.ts';

export interface PageProps extends RolesPageProps {
  readonly route: Route;
  readonly drafts: Drafts;
  readonly discovered: DiscoverMemory;
}

/** Renders the page that a route names. */
export function Page({ route, drafts, discovered, ...list }: PageProps) {
  switch (route.kind) {
    case 'roles':
    case 'mfa':
    case 'sign-in':
      return <RolesPage {...list} />;
    case 'new-role':
      return <RolePage key="new" roleId={null} drafts={drafts} field={null} />;
    case 'import':
      return <ImportPage />;
    case 'discover':
      return <DiscoverPage memory={discovered} />;
    case 'role':
      return (
        <RolePage
          key={route.roleId}
          roleId={route.roleId}
          drafts={drafts}
          field={route.field ?? null}
        />
      );
    case 'access':
      return <RequiredPoliciesPage key={route.roleId} roleId={route.roleId} />;
    case 'activity':
      return <ActivityPage key={route.roleId} roleId={route.roleId ?? null} />;
    case 'doctor':
      return <DoctorPage />;
    case 'settings':
      return <SettingsPage field={route.field ?? null} />;
  }
}
