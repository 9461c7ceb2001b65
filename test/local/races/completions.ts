import type { DynamoDBStreamEvent } from 'aws-lambda';
import { type Item, orderFromItem } from '../../../shared/adapters/dynamodb/order-item.ts';
import type { Order } from '../../../shared/domain/order.ts';

/** Counts, by order, the writes that made an attempt of it completed. The stream shows every write, some of them twice. */
export function completionsSeen() {
  const writes = new Map<string, Set<string>>();
  return {
    of: (orderId: string): number => writes.get(orderId)?.size ?? 0,
    see({ Records }: DynamoDBStreamEvent): void {
      for (const { dynamodb } of Records) {
        const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage].map((image) =>
          image ? orderFromItem(image as Item) : undefined,
        );
        if (!after || completedOf(after) <= completedOf(before)) continue;
        const own = writes.get(after.orderId) ?? new Set();
        writes.set(after.orderId, own.add(dynamodb?.SequenceNumber ?? ''));
      }
    },
  };
}

function completedOf(order: Order | undefined): number {
  return order?.attempts.filter(({ state }) => state === 'completed').length ?? 0;
}
