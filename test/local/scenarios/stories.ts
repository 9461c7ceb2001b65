import { answers } from './answers.ts';
import { attempts } from './attempts.ts';
import { claims } from './claims.ts';
import type { Story } from './ground.ts';
import { inPage } from './in-page.ts';
import { messages } from './messages.ts';
import { money } from './money.ts';
import { notifications } from './notifications.ts';
import { outage } from './outage.ts';
import { refunds } from './refunds.ts';
import { silence } from './silence.ts';
import { token } from './token.ts';
import { unclaimed } from './unclaimed.ts';

/** Every story by theme and name; `docs/failures.md` has a row for each. */
export const storiesByTheme: Record<string, Record<string, Story>> = {
  silence,
  answers,
  attempts,
  claims,
  inPage,
  money,
  outage,
  token,
  refunds,
  messages,
  notifications,
  unclaimed,
};
