import { describe, expect, it } from 'vitest';
import { targetOf } from '../../infra/ops/invoke.ts';
import { environmentOf, functionNames } from '../../shared/config/environment.ts';
import { tableProperties } from '../local/empty-table.ts';
import { ofType, pathOf, type Resource, synthesize } from './synthesize.ts';

const template = synthesize();
const byPath = (type: string) =>
  Object.fromEntries(ofType(template, type).map(([id, resource]) => [pathOf(resource), { id, ...resource }]));
const functions = byPath('AWS::Lambda::Function');

describe('the API', () => {
  it('leads each route of the contract to its function', () => {
    const integrations = Object.fromEntries(ofType(template, 'AWS::ApiGatewayV2::Integration'));
    const nameOf = new Map(Object.entries(functions).map(([path, { id }]) => [id, path]));
    const routes = ofType(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const integration = integrations[Properties.Target['Fn::Join'][1][1].Ref];
      return [Properties.RouteKey, nameOf.get(integration?.Properties.IntegrationUri['Fn::GetAtt'][0])];
    });
    expect(Object.fromEntries(routes)).toEqual({
      'POST /checkouts': 'start-checkout',
      'GET /pay/{orderId}': 'pay-link',
      'GET /pay/{orderId}/status': 'status-page',
      'POST /pay/{orderId}/claims': 'claim-on-page',
      'POST /orders/{orderId}/claims': 'claim-payment',
      'GET /callbacks/bkash/{orderId}/{attempt}/{mac}': 'return-from-bkash',
      'POST /webhooks/bkash': 'receive-webhook',
      'GET /orders/{orderId}': 'get-order',
      'POST /orders/{orderId}/bkash/create': 'create-sdk-payment',
      'POST /orders/{orderId}/bkash/execute': 'execute-sdk-payment',
      'POST /orders/{orderId}/cancel': 'cancel-order',
      'POST /orders/{orderId}/refunds': 'refund-order',
      'GET /orders/{orderId}/refunds/{refundId}': 'get-refund',
      'GET /orders/{orderId}/notifications': 'list-notifications',
      'POST /orders/{orderId}/notifications/{id}/read': 'read-notification',
      'GET /health': 'health',
      'GET /openapi.json': 'describe-api',
      'GET /docs': 'describe-api',
    });
  });

  it("may be called from browsers of the stage's return origins only", () => {
    expect(only('AWS::ApiGatewayV2::Api').CorsConfiguration).toEqual({
      AllowOrigins: ['http://localhost:3000', 'http://127.0.0.1:3000', 'https://shop.example'],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: ['authorization', 'content-type'],
      MaxAge: 3600,
    });
  });

  it('logs the pattern of a route, never a path or a query, where tokens and MACs travel', () => {
    const format: string = only('AWS::ApiGatewayV2::Stage').AccessLogSettings.Format;
    expect(Object.values(JSON.parse(format))).toEqual([
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.routeKey',
      '$context.status',
      '$context.responseLatency',
      '$context.integrationLatency',
    ]);
  });

  it('limits every route, and the one that anybody may knock at more', () => {
    expect(only('AWS::ApiGatewayV2::Stage')).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 },
      RouteSettings: { 'POST /webhooks/bkash': { ThrottlingRateLimit: 300, ThrottlingBurstLimit: 600 } },
    });
  });
});

describe('an address of its own', () => {
  it('is served with its certificate, is the only one, and is what functions and bKash are told', () => {
    const settings = {
      publicBaseUrl: 'https://pay.shop.example',
      certificateArn: 'arn:aws:acm:ap-southeast-1:123456789012:certificate/abc-123',
    };
    const own = synthesize({ stage: 'local', local: { portBase: 3000, settings } });
    const [[, domain] = []] = ofType(own, 'AWS::ApiGatewayV2::DomainName');
    expect(domain?.Properties).toMatchObject({
      DomainName: 'pay.shop.example',
      DomainNameConfigurations: [{ CertificateArn: settings.certificateArn, EndpointType: 'REGIONAL' }],
    });
    expect(ofType(own, 'AWS::ApiGatewayV2::Api')[0]?.[1].Properties.DisableExecuteApiEndpoint).toBe(true);
    const known = ofType(own, 'AWS::Lambda::Function').map(([, { Properties }]) => {
      const { PUBLIC_BASE_URL: address } = Properties.Environment?.Variables ?? {};
      return address ?? settings.publicBaseUrl;
    });
    expect(new Set(known)).toEqual(new Set([settings.publicBaseUrl]));
    expect(own.Outputs.WebhookAddress?.Value).toBe('https://pay.shop.example/webhooks/bkash');
    expect(own.Outputs.DomainTarget).toBeDefined();
  });
});

describe('a function', () => {
  it.each(functionNames)('%s has the one shape', (name) => {
    expect(functions[name]?.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 256,
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' },
    });
    expect(Object.keys(functions[name]?.Properties.Environment?.Variables ?? {})).toEqual([
      ...environmentOf[name],
    ]);
  });

  it('ends before whoever waits for it gives up', () => {
    const timeouts = Object.entries(functions).map(([path, { Properties }]) => [path, Properties.Timeout]);
    expect(Object.fromEntries(timeouts)).toEqual({
      'start-checkout': 29,
      'pay-link': 29,
      'status-page': 29,
      'claim-on-page': 29,
      'claim-payment': 29,
      'create-sdk-payment': 29,
      'execute-sdk-payment': 29,
      'return-from-bkash': 29,
      'get-order': 29,
      'cancel-order': 29,
      'refund-order': 29,
      'get-refund': 29,
      'list-notifications': 29,
      'read-notification': 29,
      'receive-webhook': 14,
      'settle-payments': 60,
      'reconcile-payments': 50,
      'renew-token': 45,
      announce: 300,
      deliver: 60,
      operate: 120,
      'tell-shop': 30,
      'record-bounce': 15,
      health: 5,
      'describe-api': 5,
    });
  });

  it('that operators call has the name they call it by, and nothing else calls it', () => {
    const named = ofType(template, 'AWS::Lambda::Function').filter(([, one]) => one.Properties.FunctionName);
    expect(named.map(([, { Properties }]) => Properties.FunctionName)).toEqual([
      'sundarban-pay-local-operate',
    ]);
    expect(targetOf('rahima', {}).functionName).toBe('sundarban-pay-rahima-operate');
    const [id = ''] = named[0] ?? [];
    const others = Object.values(template.Resources).filter(({ Type }) => !/Alarm|EventInvoke/.test(Type));
    expect(others.filter((one) => JSON.stringify(one).includes(`"${id}"`))).toEqual([]);
  });

  it('behind the webhook has concurrency set aside, and none where the account has too little', () => {
    const reserved = (of: typeof template) =>
      ofType(of, 'AWS::Lambda::Function').flatMap(([, resource]) => {
        const { ReservedConcurrentExecutions: number } = resource.Properties;
        return number === undefined ? [] : [[pathOf(resource), number]];
      });
    expect(reserved(template)).toEqual([
      ['receive-webhook', 25],
      ['settle-payments', 25],
    ]);
    const small = { stage: 'local', local: { portBase: 3000, settings: { reservesConcurrency: 'off' } } };
    expect(reserved(synthesize(small))).toEqual([]);
  });

  it('that serves browsers knows the address the world uses', () => {
    const address = functions['pay-link']?.Properties.Environment.Variables.PUBLIC_BASE_URL;
    expect(address).toBe('http://localhost:3001');
  });
});

describe('the table', () => {
  it('is the one of the design', () => {
    expect(only('AWS::DynamoDB::Table')).toMatchObject({
      ...tableProperties,
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });
});

function only(type: string): Resource['Properties'] {
  const found = ofType(template, type);
  expect(found).toHaveLength(1);
  return found[0]?.[1].Properties;
}
