import { describe } from 'vitest';
import { productionWaits } from '../../shared/config/stage.ts';
import { rememberedTelemetry } from '../fakes/telemetry.ts';
import { memoryPaymentClaimDesk, memoryPaymentClaims } from '../in-memory/claims.ts';
import { memoryUnclaimedDesk } from '../in-memory/desk.ts';
import { memoryHealthGate, memoryTokenStore } from '../in-memory/fleet.ts';
import {
  journalKeyOf,
  memoryAnnouncementLedger,
  memoryHeldMessages,
  memoryJournal,
  memoryJournalLookup,
  memoryQuarantine,
  noticeKeyOf,
} from '../in-memory/messages.ts';
import { memoryTrxTies, memoryUnclaimedMoney } from '../in-memory/money.ts';
import { memoryDueOrders, memoryOrderSweep, memoryOrders } from '../in-memory/orders.ts';
import { MemoryQueue } from '../in-memory/queue.ts';
import { MemoryTable } from '../in-memory/table.ts';
import { deskContract } from './desk.ts';
import { dueOrdersContract } from './due-orders.ts';
import { fleetContract } from './fleet.ts';
import { messagesContract } from './messages.ts';
import { moneyContract } from './money.ts';
import { ordersContract } from './orders.ts';
import { queueContract } from './queue.ts';
import { type Stores, stageNames, startsAt } from './stores.ts';

/**
 * Goal: the ports that unit tests and the simulation stand on behave as the adapters do. Method: the descriptions of
 * this folder, which `test/local/stores` holds against the adapters on real servers.
 */
describe('in memory', () => {
  ordersContract(open);
  dueOrdersContract(open);
  moneyContract(open);
  messagesContract(open);
  fleetContract(open);
  deskContract(open);
  queueContract(async (rules) => {
    const clock = { now: startsAt };
    const queue = new MemoryQueue<object>(() => clock.now, rules);
    return {
      port: queue,
      receive: async (most) => queue.receive(most),
      remove: async (delivery) => void queue.remove(delivery),
      hide: async (delivery, forMs) => queue.hide(delivery, forMs),
      deadLetters: async () => queue.deadLetters.map(({ body }) => body),
      passes: async (ms) => {
        clock.now += ms;
      },
      loseNextAnswer: () => {
        queue.answersToLose = 1;
      },
    };
  });
});

const nextStage = stageNames();

function open(): Stores {
  const stage = nextStage();
  const table = new MemoryTable({ stage, freezes: true });
  const clock = { now: startsAt };
  const now = () => clock.now;
  return {
    stage,
    clock,
    orders: memoryOrders(table, productionWaits),
    sweep: memoryOrderSweep(table),
    due: memoryDueOrders(table),
    ties: memoryTrxTies(table),
    unclaimed: memoryUnclaimedMoney(table, now),
    claims: memoryPaymentClaims(table),
    claimDesk: memoryPaymentClaimDesk(table),
    desk: memoryUnclaimedDesk(table, productionWaits, now),
    quarantine: memoryQuarantine(table),
    held: memoryHeldMessages(table),
    journal: memoryJournal(table),
    journalled: memoryJournalLookup(table),
    ledger: memoryAnnouncementLedger(table),
    token: memoryTokenStore(table),
    gate: () => memoryHealthGate(table, now, rememberedTelemetry()),
    loseNextAnswer: () => {
      table.answersToLose = 1;
    },
    writes: async () => table.stream.map(({ sequenceNumber: _, ...write }) => write),
    unclaimedEntry: async (trxId) => {
      const entry = table.unclaimed.get(trxId);
      return entry && { ...entry };
    },
    journalledOutcome: async (receipt) => table.journal.get(journalKeyOf(receipt))?.outcome,
    quarantineReason: async (fingerprint) => table.quarantined.get(fingerprint)?.reason,
    sends: async (notice) => table.announced.get(noticeKeyOf(notice))?.sends,
  };
}
