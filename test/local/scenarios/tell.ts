import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { type Ground, groundOf } from './ground.ts';
import { storiesByTheme } from './stories.ts';

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

    const { notifications: _, unclaimed: __, ...others } = storiesByTheme;
    const told = options?.settings?.webhooks === 'off' ? others : storiesByTheme;
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
