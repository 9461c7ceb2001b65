import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  type FunctionOptions,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../shared/config/environment.ts';

/** The one shape of our Lambdas. Its role may write its own log and nothing else until `allow` says so. */
export class PaymentFunction extends LambdaFunction {
  /** @param bundles the folder that holds `<name>/index.mjs`. */
  constructor(scope: Construct, name: FunctionName, bundles: string, options: FunctionOptions) {
    const logGroup = new LogGroup(scope, `${name}-log`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${name}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, name, {
      code: Code.fromAsset(join(bundles, name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Without the start and end lines of every call, which say nothing and cost as much as ours.
      systemLogLevelV2: SystemLogLevel.WARN,
      ...options,
    });
  }

  /** Grants exactly these actions on exactly these resources. */
  allow(actions: readonly string[], resources: string[], conditions?: Record<string, unknown>): void {
    this.addToRolePolicy(
      new PolicyStatement({ actions: [...actions], resources, ...(conditions && { conditions }) }),
    );
  }

  /** Grants these actions where the things they are for have no name, save on those that have. */
  allowAllBut(actions: readonly string[], notResources: string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions: [...actions], notResources }));
  }
}
