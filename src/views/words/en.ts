import { enActivity } from './en-activity.ts';
import { enApplication } from './en-application.ts';
import { enChecks } from './en-checks.ts';
import { enCommandLine } from './en-command-line.ts';
import { enConsent } from './en-consent.ts';
import { enFailures } from './en-failures.ts';
import { enFirstSteps } from './en-first-steps.ts';
import { enForm } from './en-form.ts';
import { enDiscovery } from './en-discovery.ts';
import { enImport } from './en-import.ts';
import { enKinds } from './en-kinds.ts';
import { enList } from './en-list.ts';
import { enNotices } from './en-notices.ts';
import { enOneTimePage } from './en-one-time-page.ts';
import { enPanel } from './en-panel.ts';
import { enProblems, enWarnings } from './en-problems.ts';
import { enBrokenRules, enPolicyProblems, enRules, enCredentialKinds } from './en-rules.ts';
import { enEvents, enKeeping, enSessionStates } from './en-sessions.ts';
import { enTransfer } from './en-transfer.ts';
import { enCauses, enTray } from './en-tray.ts';
import type { Preferences } from '../../core/settings/preferences.ts';

export const en = {
  /** BCP 47. */
  language: 'en' as Exclude<Preferences['language'], 'system'>,
  failures: enFailures,
  problems: enProblems,
  warnings: enWarnings,
  rules: enRules,
  policyProblems: enPolicyProblems,
  brokenRules: enBrokenRules,
  credentialKinds: enCredentialKinds,
  sessionStates: enSessionStates,
  events: enEvents,
  keeping: enKeeping,
  kinds: enKinds,
  checks: enChecks,
  commandLine: enCommandLine,
  causes: enCauses,
  tray: enTray,
  notices: enNotices,
  panel: enPanel,
  list: enList,
  forming: enForm,
  importing: enImport,
  discovery: enDiscovery,
  activity: enActivity,
  transfer: enTransfer,
  firstSteps: enFirstSteps,
  application: enApplication,
  consent: enConsent,
  oneTimePage: enOneTimePage,
};
