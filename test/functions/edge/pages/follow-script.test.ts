import { beforeEach, describe, expect, it } from 'vitest';
import { followScript } from '../../../../functions/edge/pages/follow-script.ts';
import { type FakePage, openPage } from './fake-page.ts';

let page: FakePage;
beforeEach(() => {
  page = openPage(followScript);
});

describe('the script of the status page', () => {
  it('asks for the order’s view with the page’s own token, in a header', async () => {
    await page.timePasses();
    expect(page.asked).toEqual(['/orders/SB-1 Bearer v1.k1.1.x']);
  });

  it('asks less and less often while nothing changes, down to every twenty seconds', async () => {
    const waits: number[] = [];
    for (let n = 0; n < 10; n += 1) waits.push(await page.timePasses());
    expect(waits.slice(0, 4)).toEqual([2_000, 3_000, 4_500, 6_750]);
    expect(waits.at(-1)).toBe(20_000);
    expect(page.asked).toHaveLength(10);
  });

  it('fetches the page again when the order has moved, and asks quickly again', async () => {
    for (let n = 0; n < 5; n += 1) await page.timePasses();
    page.server = {
      view: { status: 'failed', payable: true, updatedAt: 'later' },
      stamp: 'failed true later',
    };
    await page.timePasses();
    expect(page.asked.at(-1)).toBe('https://pay.example/pay/SB-1/status?token=v1.k1.1.x');
    expect(page.rest.dataset.stamp).toBe('failed true later');
    expect(page.news).toEqual(['news of failed true later']);
    expect(await page.timePasses()).toBe(2_000);
  });

  it('does not ask at all while nobody looks, and at once when somebody does again', async () => {
    page.turns('hidden');
    expect(page.waiting).toBeUndefined();
    page.turns('visible');
    await page.settles();
    expect(page.asked).toHaveLength(1);
    expect(page.waiting).toBe(3_000);
  });

  it('stops as well where nobody looks any more while it is asking', async () => {
    const asking = page.timePasses();
    page.turns('hidden');
    await asking;
    expect(page.asked).toHaveLength(1);
    expect(page.waiting).toBeUndefined();
  });

  it('never asks again once the order is final', async () => {
    page.server = { view: { status: 'paid', payable: false, updatedAt: 'later' }, stamp: undefined };
    await page.timePasses();
    expect(page.waiting).toBeUndefined();
    page.turns('visible');
    await page.settles();
    expect(page.asked).toHaveLength(2);
  });

  it('goes on after a moment offline, and gives up with a token that opens nothing any more', async () => {
    page.server = { ...page.server, isDown: true };
    await page.timePasses();
    expect(page.waiting).toBe(3_000);
    page.server = { ...page.server, isDown: false, status: 401 };
    await page.timePasses();
    expect(page.waiting).toBeUndefined();
  });
});
