import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { type EventFields, levelOfEvent, type Telemetry } from './port.ts';

/**
 * Telemetry as JSON lines on stdout: events for CloudWatch Logs, counts in its embedded metric format.
 * `stage` is asked for at the first count, so that a function which never counts does not need it; the logger is made
 * for the first event, since most starts have nothing to say and it takes a millisecond of each.
 */
export function powertoolsTelemetry(options: { functionName: string; stage: () => string }): Telemetry {
  let logger: Logger | undefined;
  let metrics: Metrics | undefined;
  return {
    event(name, fields = {}) {
      logger ??= new Logger({ serviceName: options.functionName });
      logger[levelOfEvent[name]](name, allowed(fields));
    },
    metric(name, value = 1) {
      metrics ??= metricsOf(options.stage());
      metrics.addMetric(name, name.endsWith('Seconds') ? 'Seconds' : 'Count', value);
      metrics.publishStoredMetrics();
    },
  };
}

/** Fields by name: a wider object that slips past the type checker still logs nothing else. */
const allowedFields: Record<keyof EventFields, true> = {
  requestId: true,
  orderId: true,
  attempt: true,
  trxID: true,
  state: true,
  operation: true,
  reason: true,
  code: true,
  channel: true,
  fact: true,
  messageId: true,
  count: true,
  durationMs: true,
  errorName: true,
  thrownAt: true,
};
const fieldNames = Object.keys(allowedFields) as Array<keyof EventFields>;

const identifier = /^[A-Za-z0-9][A-Za-z0-9_.:,/=#-]{0,255}$/;
const phoneNumber = /(?<!\d)(?:88)?01[3-9]\d{8}(?!\d)/;
const credential = /^(?:v1\.|sk_|whsec_|Bearer)|eyJ/;

function allowed(fields: EventFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const name of fieldNames) {
    const value = fields[name];
    if (value !== undefined) kept[name] = typeof value === 'number' ? value : safe(value);
  }
  return kept;
}

function safe(value: string): string {
  const harmless = identifier.test(value) && !phoneNumber.test(value) && !credential.test(value);
  return harmless ? value : '[withheld]';
}

/** The one dimension is `stage`: Powertools adds `service` by itself, and an alarm would then need one per function. */
function metricsOf(stage: string): Metrics {
  const metrics = new Metrics({ namespace: 'SundarBanPay' });
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ stage });
  return metrics;
}
