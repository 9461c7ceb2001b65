import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoHealthGate } from '../../../shared/adapters/dynamodb/health-gate.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { emptyTable } from '../empty-table.ts';

/**
 * Goal: at the end of a pause one container of the whole fleet probes bKash, by the condition of a real DynamoDB
 * server. Method: a hundred gates over one table, each with a cache of its own, asked together. Each test has a
 * stage, and so a gate, of its own.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;
let now = Date.parse('2026-11-23T06:00:00Z');

beforeAll(async () => {
  server = await emptyTable('orders');
});
afterAll(() => server.remove());

describe('a hundred containers at the end of a pause', () => {
  it.each(['that all know of the outage', 'that all begin with it'])('%s have one probe', async (who) => {
    const { fleet, first } = await outage(who);
    if (who.includes('know')) await admissions(fleet);
    now += 1_000;
    const told = await admissions(fleet);
    expect(told.filter((one) => one === 'probe')).toHaveLength(1);
    expect(told.filter((one) => one === 'closed')).toHaveLength(99);
    expect(await first.admit()).toBe('closed');
  });

  it('have another one when the first died, and again only one', async () => {
    const { fleet } = await outage('dead');
    now += 1_000;
    await admissions(fleet);
    now += 15_000;
    const told = await admissions(fleet);
    expect(told.filter((one) => one === 'probe')).toHaveLength(1);
  });

  it('all pass once the probe heard bKash, and know since when', async () => {
    const { fleet } = await outage('back');
    now += 1_000;
    const told = await admissions(fleet);
    await fleet[told.indexOf('probe')]?.answered();
    const since = now;
    now += 2_000;
    expect(new Set(await admissions(fleet))).toEqual(new Set(['open']));
    expect(await fleet[0]?.standing()).toMatchObject({ kind: 'open', since });
  });

  it('close it together, however many of their calls fail at once', async () => {
    const fleet = fleetOf('together');
    await admissions(fleet);
    await Promise.all(fleet.map((one) => one.failed()));
    expect(await fleetOf('together')[0]?.standing()).toEqual({
      kind: 'closed',
      pauseMs: 1_000,
      until: now + 1_000,
    });
  });
});

function fleetOf(name: string) {
  const table = { client: server.client, name: 'orders', stage: name.replaceAll(' ', '-') };
  return Array.from({ length: 100 }, () => dynamoHealthGate(table, () => now, rememberedTelemetry()));
}

async function outage(name: string) {
  const fleet = fleetOf(name);
  const [first] = fleetOf(name);
  if (!first) throw new Error('The fleet is empty.');
  for (let failure = 0; failure < 3; failure += 1) await first.failed();
  return { fleet, first };
}

function admissions(fleet: ReturnType<typeof fleetOf>) {
  return Promise.all(fleet.map((one) => one.admit()));
}
