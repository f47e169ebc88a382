// Prints the present code of a virtual MFA device, as an `mfa_process` does. Argument: its seed.
import { totp } from './totp.ts';

process.stdout.write(`${totp(process.argv[2] ?? '', Date.now())}\n`);
