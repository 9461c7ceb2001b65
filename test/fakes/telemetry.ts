import type { MetricName, Telemetry } from '../../shared/adapters/telemetry/port.ts';

/** Telemetry that remembers what it was told. */
export function rememberedTelemetry(): Telemetry & {
  told: unknown[];
  counted: MetricName[];
  measured: Array<[MetricName, number]>;
} {
  const told: unknown[] = [];
  const counted: MetricName[] = [];
  const measured: Array<[MetricName, number]> = [];
  return {
    told,
    counted,
    measured,
    event: (name, fields) => told.push({ name, ...fields }),
    metric: (name, value) => {
      if (value === undefined) counted.push(name);
      else measured.push([name, value]);
    },
  };
}
