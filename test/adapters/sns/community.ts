import { EventEmitter } from 'node:events';
import https from 'node:https';
import MessageValidator from 'sns-validator';
import { vi } from 'vitest';
import type { Fields } from './signer.ts';

/**
 * What the validator of the SNS community says of a message: an oracle for genuine ones only, as it takes hostile
 * certificate hosts too. It fetches by `https.get`; here it gets our certificate instead of a connection.
 */
export async function communityAccepts(message: Fields, pem: string): Promise<boolean> {
  const get = vi.spyOn(https, 'get').mockImplementation(((
    _url: string,
    onAnswer: (answer: unknown) => void,
  ) => {
    const answer = Object.assign(new EventEmitter(), { statusCode: 200 });
    queueMicrotask(() => {
      onAnswer(answer);
      answer.emit('data', pem);
      answer.emit('end');
    });
    return new EventEmitter();
  }) as never);
  try {
    return await new Promise((resolve) => {
      new MessageValidator().validate(message, (error) => resolve(error === null));
    });
  } finally {
    get.mockRestore();
  }
}
