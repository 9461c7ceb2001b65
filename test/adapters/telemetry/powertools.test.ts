import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { levelOfEvent, metricNames } from '../../../shared/adapters/telemetry/port.ts';
import { powertoolsTelemetry } from '../../../shared/adapters/telemetry/powertools.ts';

/** Powertools writes to a console of its own over process.stdout and stderr, so that is where the lines are caught. */
let lines: Array<Record<string, unknown>>;

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_DEV', 'false');
  lines = [];
  const keep = (chunk: unknown) => {
    lines.push(JSON.parse(String(chunk)));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const telemetryOfTest = () => powertoolsTelemetry({ functionName: 'settle-payments', stage: () => 'local' });

describe('an event', () => {
  it('is one JSON line with its name, its level and its fields', () => {
    telemetryOfTest().event('AttemptUnknown', {
      orderId: 'SB-1',
      attempt: 2,
      reason: 'silence',
      durationMs: 28_000,
    });
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: 'AttemptUnknown',
        service: 'settle-payments',
        orderId: 'SB-1',
        attempt: 2,
        reason: 'silence',
        durationMs: 28_000,
      }),
    ]);
  });

  it.each(Object.entries(levelOfEvent))('%s is logged as %s', (name, level) => {
    telemetryOfTest().event(name as keyof typeof levelOfEvent);
    expect(lines).toEqual([expect.objectContaining({ message: name, level: level.toUpperCase() })]);
  });

  it('logs no field that is not on the list, however it got there', () => {
    const order = { orderId: 'SB-1', email: 'karim@example.com', customer: { phone: '01712345678' } };
    telemetryOfTest().event('OrderPaid', order);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual([
      'level',
      'message',
      'orderId',
      'sampling_rate',
      'service',
      'timestamp',
    ]);
  });

  it.each([
    'karim@example.com',
    '01712345678',
    '+8801712345678',
    'SB-8801712345678-1',
    'Md. Karim Uddin',
    'v1.k1.1800000000.AAAA',
    'sk_local_sundarban',
    'eyJhbGciOiJIUzI1NiJ9.e30.x',
    'two\nlines',
    'রহিম',
    'x'.repeat(257),
    '',
  ])('withholds what is no identifier: %s', (value) => {
    telemetryOfTest().event('OrderPaid', { orderId: value, reason: value });
    expect(lines[0]).toMatchObject({ orderId: '[withheld]', reason: '[withheld]' });
  });

  it.each([
    'SB-20260101-0001',
    'TR0011ON1565154754797',
    'BHJ0A1B2C3',
    'local.SB-1-1',
    'http.ts:12:3,a.mjs:1:2',
  ])('keeps the identifier %s', (value) => {
    telemetryOfTest().event('OrderPaid', { orderId: value });
    expect(lines[0]?.orderId).toBe(value);
  });
});

describe('a count', () => {
  it.each(metricNames)('%s goes out at once, under SundarBanPay, by stage alone', (name) => {
    telemetryOfTest().metric(name);
    const [line] = lines;
    expect(line).toMatchObject({ [name]: 1, stage: 'local' });
    const directive = {
      Namespace: 'SundarBanPay',
      Dimensions: [['stage']],
      Metrics: [{ Name: name, Unit: name.endsWith('Seconds') ? 'Seconds' : 'Count' }],
    };
    expect(line?._aws).toMatchObject({ CloudWatchMetrics: [directive] });
  });

  it('of seconds carries how many', () => {
    telemetryOfTest().metric('UndecidedSeconds', 900);
    expect(lines[0]).toMatchObject({ UndecidedSeconds: 900 });
  });

  it('is one each time, not a growing sum', () => {
    const telemetry = telemetryOfTest();
    telemetry.metric('TokenCall');
    telemetry.metric('TokenCall');
    expect(lines.map((line) => line.TokenCall)).toEqual([1, 1]);
  });
});
