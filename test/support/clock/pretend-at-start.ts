// A child loads this file first, with the environment that `pretendHour` returns.
import { pretendDate } from './pretended-date.ts';

pretendDate(Number(process.env['PRETENDED_OFFSET_MS']));
