import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { answers } from './answers.ts';
import { attempts } from './attempts.ts';
import { type Ground, groundOf, type Story } from './ground.ts';
import { money } from './money.ts';
import { notifications } from './notifications.ts';
import { outage } from './outage.ts';
import { silence } from './silence.ts';
import { token } from './token.ts';

/** What payments meet, by theme. `notifications` are told only where webhooks are on. */
const themes: Record<string, Record<string, Story>> = { silence, answers, attempts, money, outage, token };

/**
 * Tells every story on one running system. The names of the stories are those of `docs/failures.md`.
 * Safe: loopback only, a directory of its own, the clock is the system's own.
 */
export function tellStories(what: string, options: Parameters<typeof groundOf>[0]): void {
  describe(what, () => {
    let ground: Ground;
    beforeAll(async () => {
      ground = await groundOf(options);
    });
    afterEach(() => ground.quiet());
    afterAll(() => ground.stop());

    const told = options?.settings?.webhooks === 'off' ? themes : { ...themes, notifications };
    let count = 0;
    for (const [theme, stories] of Object.entries(told)) {
      describe(theme, () => {
        for (const [name, story] of Object.entries(stories)) {
          it(name, async () => {
            count += 1;
            await story(ground, `SB-${theme}-${count}`);
          }, 90_000);
        }
      });
    }
  });
}
