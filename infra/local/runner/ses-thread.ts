import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import sesLocal from 'aws-ses-v2-local';
import { appendToMailFile, readMailFile } from './mail-file.ts';
import type { SentMail } from './mailbox-simulator.ts';
import type { ServerThreadData } from './server-thread.ts';

/** The mail server in its thread. It keeps mail in memory only, so its list is filled from a file and kept in it. */
const { dataDir, port } = workerData as ServerThreadData;
const file = join(dataDir, 'emails.jsonl');
const { getStoreReadonly } = createRequire(import.meta.url)('aws-ses-v2-local/dist/store.js') as {
  getStoreReadonly(): { emails: unknown[] };
};

/** What the mail server does not keep, and SES tells of an email later. Its handler runs through without a pause. */
let request: Record<string, string> = {};
const v1 = createRequire(import.meta.url)('aws-ses-v2-local/dist/v1/sendEmail.js') as {
  default(request: { body: Record<string, string> }, response: unknown): Promise<void>;
};
const sendEmail = v1.default;
v1.default = (given, response) => {
  request = given.body;
  return sendEmail(given, response);
};

function sentMailOf({
  messageId,
  destination,
}: {
  messageId: string;
  destination: { to: string[] };
}): SentMail {
  const tags = Object.entries(request).flatMap(([name, value]) => {
    const [, number] = /^Tags\.member\.(\d+)\.Name$/.exec(name) ?? [];
    return number ? [[value, request[`Tags.member.${number}.Value`] ?? '']] : [];
  });
  const configurationSet = request.ConfigurationSetName;
  return { messageId, to: destination.to, configurationSet, tags: Object.fromEntries(tags) };
}

const { emails } = getStoreReadonly();
emails.push(...readMailFile(file));
const push = emails.push.bind(emails);
emails.push = (...items: unknown[]) => {
  for (const email of items) {
    appendToMailFile(file, email);
    parentPort?.postMessage(sentMailOf(email as Parameters<typeof sentMailOf>[0]));
  }
  return push(...items);
};

// The package is CommonJS: its server function is the default of the default.
const { default: start } = sesLocal as unknown as {
  default(config: { host: string; port: number }): Promise<Server>;
};
const server = await start({ host: '127.0.0.1', port });
// Longer than any function keeps an idle connection: one closed just as a send begins would cost that send.
server.keepAliveTimeout = 600_000;
parentPort?.once('message', () => process.exit());
parentPort?.postMessage({ port: (server.address() as AddressInfo).port });
