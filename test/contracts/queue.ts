import { describe, expect, it } from 'vitest';
import type { Queue } from '../../shared/adapters/sqs/port.ts';
import type { Delivery, QueueRules } from '../in-memory/queue.ts';

/** A queue with its sender's port and its consumer's side, and a clock that really passes where the server's does. */
export interface OpenQueue {
  port: Queue<object>;
  receive(most: number): Promise<Delivery[]>;
  remove(delivery: Delivery): Promise<void>;
  hide(delivery: Delivery, forMs: number): Promise<void>;
  deadLetters(): Promise<string[]>;
  passes(ms: number): Promise<void>;
  loseNextAnswer(): void;
}

/** Seconds, since that is what SQS counts in; the waits below are as short as that allows. */
const secondMs = 1_000;
const rules = { visibilityMs: 2 * secondMs, maxReceives: 3 };

/** What every consumer relies on: a message stays until it was dealt with, or lies where a person finds it. */
export function queueContract(open: (rules: QueueRules) => Promise<OpenQueue>): void {
  describe('a queue', () => {
    it('hands over what was sent, as JSON, until it was removed', async () => {
      const { port, receive, remove, passes } = await open(rules);
      await port.send({ orderId: 'SB-1' });
      const [delivery, ...more] = await receive(10);
      if (!delivery) throw new Error('Nothing was received.');
      expect(more).toEqual([]);
      expect(delivery).toMatchObject({ body: '{"orderId":"SB-1"}', receives: 1 });
      await remove(delivery);
      await passes(rules.visibilityMs + secondMs);
      expect(await receive(10)).toEqual([]);
    });

    it('keeps a delayed message back until its time', async () => {
      const { port, receive, passes } = await open(rules);
      await port.send({ orderId: 'LATER' }, { delaySeconds: 2 });
      await port.send({ orderId: 'NOW' });
      expect((await receive(10)).map(({ body }) => body)).toEqual(['{"orderId":"NOW"}']);
      await passes(2 * secondMs);
      expect((await receive(10)).map(({ body }) => body)).toContain('{"orderId":"LATER"}');
    });

    it('hides a received message, and brings it again when nobody removed it', async () => {
      const { port, receive, passes } = await open(rules);
      await port.send({ orderId: 'SB-1' });
      const [first] = await receive(10);
      expect(await receive(10)).toEqual([]);
      await passes(rules.visibilityMs);
      const [second] = await receive(10);
      expect(second).toMatchObject({ messageId: first?.messageId, body: first?.body, receives: 2 });
    });

    it('brings a message again when its receiver says so', async () => {
      const { port, receive, hide, passes } = await open({ ...rules, visibilityMs: 60 * secondMs });
      await port.send({ orderId: 'SB-1' });
      const [delivery] = await receive(10);
      if (!delivery) throw new Error('Nothing was received.');
      await hide(delivery, secondMs);
      expect(await receive(10)).toEqual([]);
      await passes(secondMs);
      expect(await receive(10)).toHaveLength(1);
    });

    it('puts a message aside that was received too often, instead of handing it over once more', async () => {
      const { port, receive, deadLetters, passes } = await open({ visibilityMs: secondMs, maxReceives: 2 });
      await port.send({ orderId: 'SB-1' });
      for (let times = 0; times < 2; times += 1) {
        expect(await receive(10)).toHaveLength(1);
        expect(await deadLetters()).toEqual([]);
        await passes(secondMs);
      }
      expect(await receive(10)).toEqual([]);
      expect(await deadLetters()).toEqual(['{"orderId":"SB-1"}']);
    });

    it('takes many messages, each once, and hands over ten at most', async () => {
      const { port, receive } = await open({ ...rules, visibilityMs: 60 * secondMs });
      await port.sendAll(Array.from({ length: 23 }, (_, index) => ({ orderId: `SB-${index}` })));
      const batches = [await receive(10), await receive(10), await receive(10), await receive(10)];
      expect(batches.every((batch) => batch.length <= 10)).toBe(true);
      const bodies = batches.flat().map(({ body }) => body);
      expect(bodies).toHaveLength(23);
      expect(new Set(bodies).size).toBe(23);
    });

    it('holds two messages, not one, when the answer was lost and the client sent again', async () => {
      const { port, receive, loseNextAnswer } = await open(rules);
      loseNextAnswer();
      await port.send({ orderId: 'SB-1' });
      const deliveries = await receive(10);
      expect(deliveries.map(({ body }) => body)).toEqual(['{"orderId":"SB-1"}', '{"orderId":"SB-1"}']);
      expect(deliveries[0]?.messageId).not.toBe(deliveries[1]?.messageId);
    });
  });
}
