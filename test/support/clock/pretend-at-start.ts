// A child process with the environment of `pretendTime` loads this file first.
import { pretendDate } from './pretended-date.ts';

pretendDate(Number(process.env['PRETENDED_OFFSET_MS']));
