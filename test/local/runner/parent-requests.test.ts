import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { answerParent, type ParentAnswer } from '../../../infra/local/parent-requests.ts';

describe('what a parent may ask of npm start', () => {
  it('is answered with the id of the question, by the one system that starts', async () => {
    const { channel, answers } = forked();
    answerParent(channel, Promise.resolve(system), () => {});
    channel.emit('message', { id: 1, ask: 'kill a function', share: 0.5 });
    channel.emit('message', { id: 2, ask: 'kill the queue server' });
    channel.emit('message', { id: 3, ask: 'where things are' });
    await new Promise((done) => setImmediate(done));
    expect(answers.sort((a, b) => a.id - b.id)).toEqual([
      { id: 1, killed: 'settle-payments at 0.5' },
      { id: 2, killed: 'the queue server' },
      { id: 3, dynamodb: 'http://127.0.0.1:1', sqs: 'http://127.0.0.1:2', tableName: 'orders' },
    ]);
  });

  it('is asked by nobody where nobody forked it: it listens to nothing', () => {
    const alone = Object.assign(new EventEmitter(), { send: undefined });
    answerParent(alone, Promise.resolve(system), () => {});
    expect(alone.eventNames()).toEqual([]);
  });

  it('ends with the parent: the channel is a leash', () => {
    const { channel } = forked();
    let left = 0;
    answerParent(channel, new Promise(() => {}), () => {
      left += 1;
    });
    channel.emit('disconnect');
    expect(left).toBe(1);
  });
});

const system = {
  threads: {
    killFunction: async (share: number) => `settle-payments at ${share}`,
    killQueueServer: async () => {},
  },
  endpoints: {
    dynamodb: 'http://127.0.0.1:1',
    sqs: 'http://127.0.0.1:2',
    ses: 'http://127.0.0.1:3',
    secretsManager: 'http://127.0.0.1:4',
  },
  tableNames: ['orders'],
};

function forked() {
  const answers: ParentAnswer[] = [];
  const send = (answer: ParentAnswer) => answers.push(answer);
  return { channel: Object.assign(new EventEmitter(), { send }), answers };
}
