import { CfnOutput, type CfnResource, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  type HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RouteTrigger } from '../function-row.ts';
import { apiThrottle } from '../routes.ts';
import type { Stage } from '../settings.ts';

/**
 * What an access log may know of a request: the route's pattern, never its path or query, which carry tokens,
 * MACs and paymentIDs, nor the address it came from.
 */
const accessLogFields = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  integrationMs: '$context.integrationLatency',
};

/** The HTTP API and its one stage. `publicBaseUrl` is where the world reaches it. */
export class PaymentApi extends Construct {
  readonly publicBaseUrl: string;
  readonly api: HttpApi;
  private readonly stage: CfnStage;

  constructor(scope: Construct, id: string, { config, publicBaseUrl, certificateArn }: Stage) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      // With a domain of its own there is one address, so that nobody learns to rely on the other.
      disableExecuteApiEndpoint: certificateArn !== undefined,
      corsPreflight: {
        allowOrigins: config.returnOrigins,
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.hours(1),
      },
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: apiThrottle.rate, burstLimit: apiThrottle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    this.stage = stage.node.defaultChild as CfnStage;
    this.publicBaseUrl = publicBaseUrl ?? this.api.apiEndpoint;
    if (publicBaseUrl && certificateArn) this.serveAt(new URL(publicBaseUrl).hostname, certificateArn, stage);
  }

  /** Leads one route to a function. The route is open to API Gateway; the function itself asks for key or token. */
  lead({ route, throttle }: RouteTrigger, target: IFunction): void {
    const [method, path] = route.split(' ') as [HttpMethod, string];
    const routes = this.api.addRoutes({
      path,
      methods: [method],
      integration: new HttpLambdaIntegration(`${target.node.id}-integration`, target),
    });
    for (const each of routes) {
      Validations.of(each).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'The function itself checks storefront key, order token, MAC or SNS signature before anything else; /health and the description touch no data: an authorizer would be a second place for the same check.',
      });
      if (throttle) this.limit(route, throttle, each.node.defaultChild as CfnResource);
    }
  }

  private limit(
    route: string,
    { rate, burst }: { rate: number; burst: number },
    resource: CfnResource,
  ): void {
    this.stage.addPropertyOverride('RouteSettings', {
      [route]: { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
    });
    // API Gateway refuses settings for a route that does not exist yet.
    this.stage.addResourceDependency(resource);
  }

  private serveAt(host: string, certificateArn: string, stage: HttpStage): void {
    const domainName = new DomainName(this, 'Domain', {
      domainName: host,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    });
    new ApiMapping(this, 'Mapping', { api: this.api, domainName, stage });
    // Where the domain's CNAME record has to point.
    new CfnOutput(Stack.of(this), 'DomainTarget', { value: domainName.regionalDomainName });
  }
}
