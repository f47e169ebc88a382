import { calledOften } from './called-often.ts';

// The built command line. `start.ts` runs it.
const often = calledOften(process.argv.slice(2));
if (often?.kind === 'credentials')
  void import('./credentials-only.ts')
    .then(({ credentialsOnly }) => credentialsOnly(often.name, process))
    .then((code) => process.exit(code));
else if (often?.kind === 'prompt')
  void import('./prompt-only.ts')
    .then(({ promptOnly }) => promptOnly(often.name, process))
    .then((code) => process.exit(code));
else void import('./rolekeeper.ts');
