import { beforeEach, describe, expect, it } from 'vitest';
import { waitScript } from '../../../../functions/edge/pages/wait-script.ts';
import { type FakePage, openPage } from './fake-page.ts';

let page: FakePage;
beforeEach(() => {
  page = openPage(waitScript);
});

describe('the script of the waiting page', () => {
  it('opens the link again every four seconds, for as long as it has to wait', async () => {
    for (let n = 0; n < 5; n += 1) expect(await page.timePasses()).toBe(4_000);
    expect(page.asked).toHaveLength(5);
    expect(page.reloads).toBe(0);
  });

  it('shows why it waits now', async () => {
    await page.timePasses();
    expect(page.news).toEqual(['news of pending true now']);
  });

  it.each([303, 401, 404, 409])('goes with the browser where the link answers %i', async (status) => {
    page.server = { ...page.server, status };
    await page.timePasses();
    expect(page.reloads).toBe(1);
    expect(page.waiting).toBeUndefined();
  });

  it('goes on after a failure of ours, and after a moment offline', async () => {
    page.server = { ...page.server, status: 500 };
    await page.timePasses();
    page.server = { ...page.server, isDown: true };
    await page.timePasses();
    expect(page.reloads).toBe(0);
    expect(page.waiting).toBe(4_000);
  });

  it('opens no payment while nobody looks, and at once when somebody does again', async () => {
    page.turns('hidden');
    expect(page.waiting).toBeUndefined();
    page.turns('visible');
    await page.settles();
    expect(page.asked).toHaveLength(1);
  });
});
