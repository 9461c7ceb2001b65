import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { followScript } from '../../../../functions/edge/pages/follow-script.ts';

/**
 * Goal: the script of the status page asks as often as it should and no oftener. Method: it runs in a context of its
 * own, before a page, a server and a clock of a few lines; a browser's own behaviour is tested in `test/browser`.
 */
let page: FakePage;
beforeEach(() => {
  page = openPage();
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

type FakePage = ReturnType<typeof openPage>;
interface Server {
  view: { status: string; payable: boolean; updatedAt: string };
  /** Of the page as the server renders it now; none where the order is final. */
  stamp: string | undefined;
  status?: number;
  isDown?: boolean;
}

interface Rest {
  dataset: { order: string; stamp: string | undefined };
  replaceWith(other: Rest): void;
}

function openPage() {
  let next: { run: () => void; ms: number } | undefined;
  let onTurn = () => {};
  const document = {
    hidden: false,
    title: '',
    activeElement: null,
    links: [],
    addEventListener: (_: string, listener: () => void) => {
      onTurn = listener;
    },
    getElementById: (id: string) => (id === 'rest' ? fake.rest : newsOf(fake.news)),
  };
  const fake = {
    news: ['the first news'],
    rest: restOf('pending true now'),
    asked: [] as string[],
    server: {
      view: { status: 'pending', payable: true, updatedAt: 'now' },
      stamp: 'pending true now',
    } as Server,
    /** How long the script waits before it asks again; undefined when it never will. */
    get waiting(): number | undefined {
      return next?.ms;
    },
    /** Lets the script's wait be over; gives how long that was. */
    async timePasses(): Promise<number> {
      const { run, ms } = next ?? { run: () => {}, ms: Number.NaN };
      next = undefined;
      run();
      await fake.settles();
      return ms;
    },
    settles: () => new Promise((done) => setImmediate(done)),
    turns(visibility: 'hidden' | 'visible') {
      document.hidden = visibility === 'hidden';
      onTurn();
    },
  };

  function restOf(stamp: string | undefined): Rest {
    return {
      dataset: { order: 'SB-1', stamp },
      replaceWith: (other) => {
        fake.rest = other;
      },
    };
  }
  function newsOf(childNodes: string[]) {
    return {
      childNodes,
      replaceChildren: (...nodes: string[]) => {
        fake.news = nodes;
      },
    };
  }
  async function fetch(url: string, init?: { headers: { authorization: string } }) {
    fake.asked.push([url, init?.headers.authorization].filter(Boolean).join(' '));
    const { view, status = 200, isDown } = fake.server;
    if (isDown) throw new TypeError('fetch failed');
    return { ok: status === 200, status, json: async () => view, text: async () => 'the page' };
  }
  class DOMParser {
    parseFromString() {
      const { stamp } = fake.server;
      const parts = { rest: restOf(stamp), news: newsOf([`news of ${stamp}`]) };
      return { title: 'news', getElementById: (id: 'rest' | 'news') => parts[id] };
    }
  }
  runInNewContext(followScript, {
    document,
    location: { search: '?token=v1.k1.1.x', href: 'https://pay.example/pay/SB-1/status?token=v1.k1.1.x' },
    URLSearchParams,
    DOMParser,
    fetch,
    setTimeout: (run: () => void, ms: number) => {
      next = { run, ms };
    },
    clearTimeout: () => {
      next = undefined;
    },
  });
  return fake;
}
