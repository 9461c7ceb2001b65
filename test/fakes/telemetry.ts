import type { MetricName, Telemetry } from '../../shared/adapters/telemetry/port.ts';

/** Telemetry that remembers what it was told. */
export function rememberedTelemetry(): Telemetry & { told: unknown[]; counted: MetricName[] } {
  const told: unknown[] = [];
  const counted: MetricName[] = [];
  return {
    told,
    counted,
    event: (name, fields) => told.push({ name, ...fields }),
    metric: (name) => counted.push(name),
  };
}
