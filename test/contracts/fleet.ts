import { beforeEach, describe, expect, it } from 'vitest';
import type { TokenRecord } from '../../shared/adapters/bkash/token-record.ts';
import type { HealthGate } from '../../shared/adapters/dynamodb/port.ts';
import { fifty, type OpenStores, type Stores } from './stores.ts';

/** What all containers share: one gate, one token, and one of them to act at a time. */
export function fleetContract(open: OpenStores): void {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  describe('fifty containers at the end of a pause', () => {
    it.each([true, false])('have one probe, whether they know of the outage: %s', async (isKnown) => {
      const fleet = await outage();
      if (isKnown) await admissions(fleet);
      stores.clock.now += 1_000;
      const told = await admissions(fleet);
      expect(told.filter((one) => one === 'probe')).toHaveLength(1);
      expect(told.filter((one) => one === 'closed')).toHaveLength(49);
      expect(await stores.gate().admit()).toBe('closed');
    });

    it('have another one when the first died, and again only one', async () => {
      const fleet = await outage();
      stores.clock.now += 1_000;
      await admissions(fleet);
      stores.clock.now += 15_000;
      expect((await admissions(fleet)).filter((one) => one === 'probe')).toHaveLength(1);
    });

    it('all pass once the probe heard bKash, and know since when', async () => {
      const fleet = await outage();
      stores.clock.now += 1_000;
      const told = await admissions(fleet);
      await fleet[told.indexOf('probe')]?.answered();
      const since = stores.clock.now;
      stores.clock.now += 2_000;
      expect(new Set(await admissions(fleet))).toEqual(new Set(['open']));
      expect(await fleet[0]?.standing()).toMatchObject({ kind: 'open', since });
    });

    it('close it together, however many of their calls fail at once', async () => {
      const fleet = fifty(() => stores.gate());
      await admissions(fleet);
      await Promise.all(fleet.map((one) => one.failed()));
      const until = stores.clock.now + 1_000;
      expect(await stores.gate().standing()).toEqual({ kind: 'closed', pauseMs: 1_000, until });
    });
  });

  describe('the gate', () => {
    it('is read anew after two seconds by a container that has read it', async () => {
      const one = stores.gate();
      expect(await one.admit()).toBe('open');
      await stores.gate().failed(300_000);
      stores.clock.now += 1_999;
      expect(await one.admit()).toBe('open');
      stores.clock.now += 1;
      expect(await one.admit()).toBe('closed');
    });

    it('stays closed twice as long after a probe that nobody answered, and no longer for any other call', async () => {
      const [one, other] = await outage();
      if (!one || !other) throw new Error('The fleet is empty.');
      stores.clock.now += 1_000;
      expect(await one.admit()).toBe('probe');
      await other.failed();
      await one.failed();
      const until = stores.clock.now + 2_000;
      expect(await stores.gate().standing()).toEqual({ kind: 'closed', pauseMs: 2_000, until });
    });
  });

  describe('the record of the shared token', () => {
    const record: TokenRecord = {
      version: 0,
      token: { value: 'the-token', expiresAt: 9_000, grantedAt: 1_000, rejected: true },
      refreshToken: 'the-refresh-token',
      refreshUntil: 99_000,
      calls: [1_000, 2_000],
      lease: { owner: 'one', takenAt: 1_000, until: 38_000, call: 33_000, operation: 'refresh' },
      failedAt: 500,
      lockedUntil: 700,
    };

    it('is empty at first, and whole once it was written', async () => {
      const { token } = stores;
      expect(await token.read()).toEqual({ version: 0, calls: [] });
      expect(await token.write(record)).toEqual({ kind: 'written', record: { ...record, version: 1 } });
      expect(await token.read()).toEqual({ ...record, version: 1 });
    });

    it('gives the lease to one of fifty, and shows the others whose it is', async () => {
      const { lease } = record;
      if (!lease) throw new Error('The record has no lease.');
      const outcomes = await Promise.all(
        fifty((index) => stores.token.write({ ...record, lease: { ...lease, owner: `c-${index}` } })),
      );
      const [winner, ...more] = outcomes.filter(({ kind }) => kind === 'written');
      expect(more).toEqual([]);
      expect(outcomes.every(({ record: seen }) => seen.lease?.owner === winner?.record.lease?.owner)).toBe(
        true,
      );
    });

    it('is written on the version that was read, and on no older one', async () => {
      const { record: first } = await stores.token.write(record);
      const { record: second } = await stores.token.write({ ...first, calls: [] });
      expect(await stores.token.write({ ...first, calls: [3_000] })).toEqual({
        kind: 'conflict',
        record: second,
      });
      expect(await stores.token.read()).toEqual(second);
    });

    it('is known as one’s own when the answer was lost', async () => {
      stores.loseNextAnswer();
      const first = await stores.token.write(record);
      expect(first).toMatchObject({ kind: 'written', record: { version: 1 } });
      stores.loseNextAnswer();
      expect(await stores.token.write(first.record)).toMatchObject({
        kind: 'written',
        record: { version: 2 },
      });
    });
  });

  async function outage(): Promise<HealthGate[]> {
    const first = stores.gate();
    for (let failure = 0; failure < 3; failure += 1) await first.failed();
    return fifty(() => stores.gate());
  }

  function admissions(fleet: HealthGate[]) {
    return Promise.all(fleet.map((one) => one.admit()));
  }
}
