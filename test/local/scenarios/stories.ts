import { answers } from './answers.ts';
import { attempts } from './attempts.ts';
import type { Story } from './ground.ts';
import { inPage } from './in-page.ts';
import { money } from './money.ts';
import { notifications } from './notifications.ts';
import { outage } from './outage.ts';
import { refunds } from './refunds.ts';
import { silence } from './silence.ts';
import { token } from './token.ts';

/** Every story by theme and name; `docs/failures.md` has a row for each. */
export const storiesByTheme: Record<string, Record<string, Story>> = {
  silence,
  answers,
  attempts,
  inPage,
  money,
  outage,
  token,
  refunds,
  notifications,
};
