import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { invokeAddressFile } from '../../ops/local-address.ts';
import { listen } from '../listen.ts';
import type { Outcome } from './instance.ts';

export interface Invocable {
  functionNames: string[];
  invoke(functionName: string, event: unknown): Promise<Outcome>;
}

/**
 * The one call of Lambda's API that an operator makes: Invoke, and wait for the answer. Where it is answered is kept in
 * the local directory for as long as the system runs.
 */
export async function startInvokeApi(
  functions: Invocable,
  localDir: string,
): Promise<{ close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(request, functions);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  const { url, close } = await listen(server, 0, 'invocations');
  const file = invokeAddressFile(localDir);
  writeFileSync(file, `${url}\n`);
  return {
    async close() {
      rmSync(file, { force: true });
      await close();
    },
  };
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

async function answer(request: IncomingMessage, { functionNames, invoke }: Invocable): Promise<Answer> {
  // An SDK signs, whatever the credentials; a page in the developer's browser cannot, without asking first.
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256'))
    return refused(403, 'AccessDeniedException');
  const [, name = ''] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '') ?? [];
  const functionName = decodeURIComponent(name);
  if (!functionNames.includes(functionName)) return refused(404, 'ResourceNotFoundException');
  const outcome = await invoke(functionName, JSON.parse((await text(request)) || 'null'));
  if (outcome.ok) return { status: 200, body: outcome.payload };
  const { errorType, errorMessage } = outcome;
  return {
    status: 200,
    headers: { 'x-amz-function-error': 'Unhandled' },
    body: JSON.stringify({ errorType, errorMessage }),
  };
}

function refused(status: number, type: string): Answer {
  return {
    status,
    headers: { 'x-amzn-errortype': type },
    body: JSON.stringify({ Type: 'User', message: type }),
  };
}
