import { type CallFault, callFaults } from '../../infra/local/bkash/machine/faults.ts';
import type { Operation } from '../../infra/local/bkash/machine/operations.ts';
import type { Generation, Product } from '../../shared/domain/order.ts';
import { type PortFault, portFaults, type Weather } from './cloud/faults.ts';
import type { Random } from './time/random.ts';

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** Calm worlds show what is due when nothing is wrong, one-fault worlds what a single one costs, storms the rest. */
export type Climate = 'calm' | 'one_fault' | 'one_kind' | 'storm';

/** What a world is like, all of it drawn before it begins. Times are milliseconds since then. */
export interface Plan {
  climate: Climate;
  weather: Weather;
  /** Customers come, and things go wrong, for so long. */
  spanMs: number;
  /** Everybody comes in the first seconds, to functions that are all cold. */
  isRush: boolean;
  generation: Generation;
  /** When a deployment switches new attempts to the other generation. */
  switchesAt?: number;
  absentCustomer: 'on' | 'off';
  /** Whether late money goes back or pays. */
  surplus: 'return' | 'accept';
  /** bKash's clock less ours. */
  bkashAheadMs: number;
  bkash: {
    /** How often bKash does something wrong with a call of each kind. */
    faultRate: number;
    faults: CallFault[];
    /** `of`: the one product whose host is down; both, where it is absent. */
    outages: Array<{ at: number; forMs: number; isRefusing: boolean; of?: Product }>;
    lockOuts: Array<{ at: number; forMs: number }>;
  };
  sns: {
    /** Not one notification ever comes. */
    isSilent: boolean;
    dropRate: number;
    duplicateRate: number;
    /** With a signature that does not fit, from a foreign topic, without an invoice. */
    oddRate: number;
    lateMs: number;
    /** While it lasts, certificates cannot be had. */
    withoutCertificate?: { at: number; forMs: number };
  };
  /** Of the browsers that bKash sends back, and of people's requests and answers. */
  returnsLostRate: number;
  requestsLostRate: number;
  redeliveryRate: number;
  /** The index stands still for so long, again and again; 0: never. */
  indexLagMs: number;
}

export function drawPlan(random: Random): Plan {
  const climate = random.weighted<Climate>({ calm: 2, one_fault: 3, one_kind: 4, storm: 4 });
  const spanMs = random.between(10, 150) * minuteMs;
  const isCalm = climate === 'calm';
  const isStorm = climate === 'storm';
  /** Each trouble is in about half of all storms, so that none hides behind another. */
  const some = (most: number) => (isStorm && random.chance(0.5) ? random.rate(most / 20, most) : 0);
  const isBkashs = climate === 'one_kind' && random.chance(0.5);
  return {
    climate,
    weather: isBkashs ? fair : drawWeather(random, climate),
    spanMs,
    isRush: random.chance(0.15),
    generation: random.pick(['v1', 'v2', 'v2']),
    ...(random.chance(0.2) && { switchesAt: random.between(0, spanMs) }),
    absentCustomer: random.pick(['on', 'off']),
    surplus: random.pick(['return', 'accept']),
    bkashAheadMs: isCalm ? 0 : random.pick([0, -10, 10, random.between(-10, 10)]) * minuteMs,
    bkash: {
      ...drawMoods(random, climate, isBkashs),
      outages: isCalm || random.chance(0.6) ? [] : drawOutages(random, spanMs),
      lockOuts: isStorm && random.chance(0.2) ? [drawSpell(random, spanMs, [1, 60])] : [],
    },
    sns: {
      isSilent: !isCalm && random.chance(0.15),
      dropRate: some(0.5),
      duplicateRate: some(0.5),
      oddRate: isCalm ? 0 : random.pick([0, 0, 0.1, 0.5]),
      lateMs: isStorm && random.chance(0.3) ? random.between(1, 90) * minuteMs : 3_000,
      ...(isStorm && random.chance(0.2) && { withoutCertificate: drawSpell(random, spanMs, [5, 100]) }),
    },
    returnsLostRate: isCalm ? 0 : random.pick([0, 0, 0.1, 0.5, 1]),
    requestsLostRate: some(0.2),
    redeliveryRate: some(0.2),
    indexLagMs: isStorm && random.chance(0.3) ? random.between(1, 90) * 1_000 : 0,
  };
}

const fair: Weather = { rates: {}, partialBatches: 0 };

function drawMoods(
  random: Random,
  climate: Climate,
  isBkashs: boolean,
): Pick<Plan['bkash'], 'faultRate' | 'faults'> {
  if (isBkashs) return { faultRate: random.rate(0.03, 0.5), faults: [random.pick(callFaults)] };
  if (climate !== 'storm') return { faultRate: climate === 'one_fault' ? 0.01 : 0, faults: [...callFaults] };
  const faults = callFaults.filter(() => random.chance(0.5));
  return { faultRate: faults.length > 0 ? random.rate(0.01, 0.3) : 0, faults };
}

function drawSpell(random: Random, spanMs: number, minutes: readonly [number, number]) {
  return { at: random.between(0, spanMs), forMs: random.within(minutes) * minuteMs };
}

function drawWeather(random: Random, climate: Climate): Weather {
  switch (climate) {
    case 'calm':
      return fair;
    case 'one_fault':
      // A world of some dozens of orders makes a thousand calls or two.
      return {
        ...fair,
        single: { fault: random.pick(portFaults), nth: random.between(1, 1_200) },
      };
    case 'one_kind':
      return { rates: { [random.pick(portFaults)]: random.rate(0.01, 0.25) }, partialBatches: 0 };
    case 'storm': {
      const rates: Partial<Record<PortFault, number>> = {};
      for (const fault of portFaults) if (random.chance(0.5)) rates[fault] = random.rate(0.001, 0.06);
      const partialBatches = random.chance(0.3) ? 0.3 : 0;
      return { rates, partialBatches };
    }
  }
}

function drawOutages(random: Random, spanMs: number): Plan['bkash']['outages'] {
  return Array.from({ length: random.between(1, 3) }, () => ({
    at: random.between(0, spanMs),
    forMs: random.spread(5_000, 40 * minuteMs),
    isRefusing: random.chance(0.5),
    ...(random.chance(0.5) && { of: random.pick<Product>(['tokenized', 'checkout']) }),
  }));
}

/** What bKash does wrong with one call: drawn for it alone. */
export function drawCallFault(random: Random, fault: CallFault, operation: Operation) {
  const times = 1;
  switch (fault) {
    case 'code':
      return { operation, fault, times, code: random.pick(codesOf[operation] ?? ['9999', '2003', '503']) };
    case 'amount':
      return { operation, fault, times, amount: `${random.between(1, 900)}.00` };
    case 'commit_late':
      // Executes as late as a paymentID lives: bKash captures one at most once. It answers or drops every other call
      // within its own 30 s.
      return {
        operation,
        fault,
        times,
        delayMs: random.spread(1_000, operation === 'execute' ? 20 * hourMs : 30_000),
      };
    case 'slow':
      return { operation, fault, times, delayMs: random.between(1_000, 45_000) };
    default:
      return { operation, fault, times };
  }
}

/** Codes that bKash might give to each call although nothing is as they say. */
const codesOf: Partial<Record<Operation, string[]>> = {
  execute: ['2029', '2023', '2056', '2060', '2062', '2068', '2117', '2119', '2003', '9999', '503', '2014'],
  query: ['2002', '2003', '503', '9999'],
  search: ['2033', '9999'],
  create: ['2001', '2003', '503', '9999', '2031'],
  refund: ['2023', '2033', '2127', '2003', '9999', '2074'],
  refundStatus: ['2033', '2003', '9999'],
};
