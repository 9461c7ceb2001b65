import type { bareContender, SeenWrites } from './latency-floor.ts';
import { type Contender, type Handler, handlersOf, timedPurchase } from './purchase.ts';
import { startWriteRecorder } from './write-recorder.ts';

/** What the parent asks of this process, as JSON in its first argument. */
export interface Errand {
  bkashUrl: string;
  /** Files to import: the deployed bundles, and the floor bundled alike. */
  bundles: { startCheckout: string; returnFromBkash: string; floor: string };
  /** Unique among the runs; part of every order's id. */
  run: string;
  /** Absent: buy once and tell what was written. */
  race?: { seen: SeenWrites; warmUp: number; purchases: number };
}

/** Milliseconds, purchase by purchase. */
export interface Laps {
  ours: number[];
  floor: number[];
}

// Nobody waits for the result any more.
process.once('disconnect', () => process.exit(1));
const errand = JSON.parse(process.argv[2] ?? '') as Errand;
const { bkashUrl, bundles, run, race } = errand;
const told = race ? await laps(race) : await seenWrites();
process.send?.(told, () => process.exit(0));

/** Ours and the floor take turns, and take turns in going first. */
async function laps({ seen, warmUp, purchases }: NonNullable<Errand['race']>): Promise<Laps> {
  const floor = (await import(bundles.floor)) as { bareContender: typeof bareContender };
  const contenders: Record<keyof Laps, Contender> = {
    ours: await deployedHandlers(),
    floor: await floor.bareContender(bkashUrl, seen, process.env.TABLE_NAME ?? ''),
  };
  const times: Laps = { ours: [], floor: [] };
  for (let lap = 0; lap < warmUp + purchases; lap += 1) {
    const order: Array<keyof Laps> = lap % 2 === 0 ? ['ours', 'floor'] : ['floor', 'ours'];
    for (const name of order) {
      const ms = await timedPurchase(contenders[name], `${run}-${name}-${lap}`, bkashUrl);
      if (lap >= warmUp) times[name].push(ms);
    }
  }
  return times;
}

/** The clients read their endpoint when the handlers are imported, so the recorder comes first. */
async function seenWrites(): Promise<SeenWrites> {
  const recorder = await startWriteRecorder(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '');
  process.env.AWS_ENDPOINT_URL_DYNAMODB = recorder.url;
  const seen: SeenWrites = { checkout: [], comeBack: [] };
  const handlers = await deployedHandlers();
  const contender: Contender = {
    async checkout(orderId) {
      const paymentId = await handlers.checkout(orderId);
      seen.checkout = recorder.writes.splice(0);
      return paymentId;
    },
    async comeBack(redirectUrl) {
      await handlers.comeBack(redirectUrl);
      seen.comeBack = recorder.writes.splice(0);
    },
  };
  // The first purchase also fetches the token; the second writes what every later one writes.
  for (const orderId of [`${run}-first`, `${run}-seen`]) await timedPurchase(contender, orderId, bkashUrl);
  return seen;
}

async function deployedHandlers(): Promise<Contender> {
  const [startCheckout, returnFromBkash] = await Promise.all(
    [bundles.startCheckout, bundles.returnFromBkash].map(
      async (file) => ((await import(file)) as { handler: Handler }).handler,
    ),
  );
  if (!startCheckout || !returnFromBkash) throw new Error('A bundle exports no handler.');
  return handlersOf(startCheckout, returnFromBkash);
}
