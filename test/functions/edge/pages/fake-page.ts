import { runInNewContext } from 'node:vm';

/**
 * Goal: a page's script asks as often as it should and no oftener. Method: it runs in a context of its own, before a
 * document, a server and a clock of a few lines; what a browser does with it is tested in `test/browser`.
 */
export type FakePage = ReturnType<typeof openPage>;
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

export function openPage(script: string) {
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
    reloads: 0,
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
  async function fetch(url: string, init?: { headers?: { authorization: string }; redirect?: 'manual' }) {
    fake.asked.push([url, init?.headers?.authorization].filter(Boolean).join(' '));
    const { view, status = 200, isDown } = fake.server;
    if (isDown) throw new TypeError('fetch failed');
    const isRedirect = init?.redirect === 'manual' && status === 303;
    return {
      ok: status === 200,
      status: isRedirect ? 0 : status,
      json: async () => view,
      text: async () => 'the page',
    };
  }
  class DOMParser {
    parseFromString() {
      const { stamp } = fake.server;
      const parts = { rest: restOf(stamp), news: newsOf([`news of ${stamp}`]) };
      return { title: 'news', getElementById: (id: 'rest' | 'news') => parts[id] };
    }
  }
  runInNewContext(script, {
    document,
    location: {
      search: '?token=v1.k1.1.x',
      href: 'https://pay.example/pay/SB-1/status?token=v1.k1.1.x',
      reload: () => {
        fake.reloads += 1;
      },
    },
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
