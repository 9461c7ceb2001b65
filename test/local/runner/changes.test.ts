import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { clientConfig } from '../../../infra/local/runner/ground.ts';
import { eventually, runFixture } from './fixture/running.ts';

describe('a change of the template', () => {
  it('is a change of what runs: another route, batch size and time-out need no other edit', async () => {
    const app = await runFixture({ route: '/renamed/{thingId}', batchSize: 1, timeoutSeconds: 1 });
    try {
      expect((await fetch(`${app.url}/renamed/1`)).status).toBe(201);
      expect((await fetch(`${app.url}/things/1`)).status).toBe(404);

      await fetch(`${app.url}/hang`);
      expect(app.logged.at(-1)).toContain('Task timed out after 1.00 seconds');

      const sqs = new SQSClient(clientConfig(app.ground.sqs));
      const Entries = ['s1', 's2'].map((pk) => ({ Id: pk, MessageBody: JSON.stringify({ pk }) }));
      await sqs.send(
        new SendMessageBatchCommand({ QueueUrl: `${app.ground.sqs}/000000000000/jobs`, Entries }),
      );
      for (const { Id } of Entries) {
        expect((await eventually(Id, () => app.item(Id))).batch).toEqual({ S: '1' });
      }
    } finally {
      await app.stop();
    }
  });

  it('that cannot be run is refused by the names of type and resource', async () => {
    const attempt = runFixture({
      extend: (stack) => {
        new CfnBucket(stack, 'Pictures');
        new Topic(stack, 'AlarmsMayStay');
      },
    });
    await expect(attempt).rejects.toThrow(
      'The local system cannot run: AWS::S3::Bucket (Pictures). See infra/local/runner/resource-types.ts.',
    );
  });

  it('that would need an authorizer is refused too: a route that is closed on AWS may not be open here', async () => {
    const attempt = runFixture({
      extend: (stack) => {
        new CfnRoute(stack, 'Closed', { apiId: 'x', routeKey: 'GET /closed', authorizationType: 'AWS_IAM' });
      },
    });
    await expect(attempt).rejects.toThrow('AWS::ApiGatewayV2::Route.AuthorizationType (Closed)');
  });
});
