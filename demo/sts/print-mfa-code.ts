// Prints the current code of a virtual MFA device, as an `mfa_process` does. The argument is the
// seed of the device.
import { totp } from './totp.ts';

process.stdout.write(`${totp(process.argv[2] ?? '', Date.now())}\n`);
