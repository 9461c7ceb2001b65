import { existsSync, readFileSync } from 'node:fs';
import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import type { OperationAnswer, OperationEvent } from '../../shared/contract/operation.ts';
import { functionNameOf, region } from '../names.ts';
import { invokeAddressFile } from './local-address.ts';

/** Where the function `operate` of one stage is. */
export interface Target {
  functionName: string;
  config: LambdaClientConfig;
  /** What to look at when nobody answers there. */
  advice: string;
}

/** @throws Error of one line when no local system was ever started there. */
export function targetOf(stage: string | undefined, env: Record<string, string | undefined>): Target {
  if (stage !== undefined && stage !== 'local') {
    return {
      functionName: functionNameOf(stage, 'operate'),
      config: { region },
      advice: `is stage ${stage} deployed, and are you signed in to its account?`,
    };
  }
  const localDir = env.LOCAL_DIR || '.local';
  const advice = `no local system runs in ${localDir}: npm start, or name a --stage`;
  const file = invokeAddressFile(localDir);
  if (!existsSync(file)) throw new Error(advice);
  const endpoint = readFileSync(file, 'utf8').trim();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return {
    functionName: functionNameOf('local', 'operate'),
    config: { region, endpoint, credentials },
    advice,
  };
}

/** A little longer than the function may run; it is asked once, since the person who waits can ask again. */
const answersWithinMs = 130_000;

/** @throws Error of one line when the function could not be reached or failed. */
export async function invokeOperate(target: Target, event: OperationEvent): Promise<OperationAnswer> {
  const client = new LambdaClient({
    ...target.config,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: answersWithinMs },
  });
  const { functionName: FunctionName } = target;
  const Payload = JSON.stringify(event);
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload })).catch((error: Error) => {
    throw new Error(`${FunctionName} did not answer (${error.name}): ${target.advice}`, { cause: error });
  });
  if (answer.FunctionError !== undefined) {
    throw new Error(
      `${FunctionName} failed; its log has HandlerFailed with the reason. It is safe to ask again.`,
    );
  }
  return JSON.parse(Buffer.from(answer.Payload ?? []).toString());
}
