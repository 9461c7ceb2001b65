import { randomUUID } from 'node:crypto';
import { admission, afterAnswer, afterFailure, type Gate } from '../../domain/gate.ts';
import type { Telemetry } from '../telemetry/port.ts';
import type { HealthGate } from './port.ts';

/** Where the fleet keeps its one gate. */
export interface GateStore {
  /** A gate that was never written is healthy, of version 0. */
  read(): Promise<GateRecord>;
  /** Stores `gate` on the version of `before`; the record is what stands then, whoever wrote it. */
  write(before: GateRecord, gate: Gate): Promise<{ ok: boolean; record: GateRecord }>;
}

export interface GateRecord {
  gate: Gate;
  version: number;
}

/** The gate is read at most this often by one container, so it is never a hot row (design rule 17). */
const cacheMs = 2_000;

/** Whoever loses this often loses to callers who say the same: nothing is lost with it. */
const mostConflicts = 5;

interface Known extends GateRecord {
  readAt: number;
}

/** One container's side of the gate, written on its version only: so of all callers at the end of a pause one probes. */
export function fleetGate(store: GateStore, now: () => number, telemetry: Telemetry): HealthGate {
  let known: Known | undefined;
  /** What this container called itself when it last became the probe. */
  let probe: string | undefined;

  async function current(): Promise<Known> {
    if (known && now() - known.readAt < cacheMs) return known;
    known = { ...(await store.read()), readAt: now() };
    return known;
  }

  /** False when somebody else wrote first; what he wrote is known then. */
  async function write(before: Known, gate: Gate): Promise<boolean> {
    const { ok, record } = await store.write(before, gate);
    if (ok && gate.kind !== before.gate.kind) {
      telemetry.event(gate.kind === 'closed' ? 'GateClosed' : 'GateOpened');
    }
    known = { ...record, readAt: now() };
    return ok;
  }

  async function change(decide: (gate: Gate) => Gate): Promise<void> {
    for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
      const before = await current();
      const next = decide(before.gate);
      if (next === before.gate || (await write(before, next))) return;
    }
  }

  return {
    async admit() {
      const before = await current();
      const caller = randomUUID();
      const admitted = admission(before.gate, now(), caller);
      if (admitted.kind !== 'probe') return admitted.kind;
      if (!(await write(before, admitted.next))) return (await current()).gate.kind;
      probe = caller;
      return 'probe';
    },
    async standing() {
      return (await current()).gate;
    },
    failed: (closeForMs) =>
      change((gate) =>
        afterFailure(gate, now(), {
          ...(probe !== undefined && { by: probe }),
          ...(closeForMs !== undefined && { closeForMs }),
        }),
      ),
    answered: () => change((gate) => afterAnswer(gate, now())),
  };
}
