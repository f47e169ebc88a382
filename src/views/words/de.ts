import { deActivity } from './de-activity.ts';
import { deApplication } from './de-application.ts';
import { deChecks } from './de-checks.ts';
import { deConsent } from './de-consent.ts';
import { deFailures } from './de-failures.ts';
import { deFirstSteps } from './de-first-steps.ts';
import { deForm } from './de-form.ts';
import { deDiscovery } from './de-discovery.ts';
import { deImport } from './de-import.ts';
import { deKinds } from './de-kinds.ts';
import { deList } from './de-list.ts';
import { deNotices } from './de-notices.ts';
import { deOneTimePage } from './de-one-time-page.ts';
import { dePanel } from './de-panel.ts';
import { deProblems, deWarnings } from './de-problems.ts';
import { deBrokenRules, dePolicyProblems, deRules, deCredentialKinds } from './de-rules.ts';
import { deEvents, deKeeping, deSessionStates } from './de-sessions.ts';
import { deTransfer } from './de-transfer.ts';
import { deCauses, deTray } from './de-tray.ts';
import { enCommandLine } from './en-command-line.ts';
import type { Words } from './words.ts';

export const de: Words = {
  language: 'de',
  failures: deFailures,
  problems: deProblems,
  warnings: deWarnings,
  rules: deRules,
  policyProblems: dePolicyProblems,
  brokenRules: deBrokenRules,
  credentialKinds: deCredentialKinds,
  sessionStates: deSessionStates,
  events: deEvents,
  keeping: deKeeping,
  kinds: deKinds,
  checks: deChecks,
  // The command line is English, like the tools it is used with.
  commandLine: enCommandLine,
  causes: deCauses,
  tray: deTray,
  notices: deNotices,
  panel: dePanel,
  list: deList,
  forming: deForm,
  importing: deImport,
  discovery: deDiscovery,
  activity: deActivity,
  transfer: deTransfer,
  firstSteps: deFirstSteps,
  application: deApplication,
  consent: deConsent,
  oneTimePage: deOneTimePage,
};
