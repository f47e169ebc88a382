// Preloaded into a child by `pretendedEnvironment`.
import { pretendDate } from './pretended-date.ts';

pretendDate(Number(process.env['PRETENDED_OFFSET_MS']));
