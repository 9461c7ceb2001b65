import type { HttpApi } from './http-api.ts';
import type { LambdaFunction } from './instance.ts';
import { evaluate } from './intrinsics.ts';
import type { LocalNames } from './names.ts';
import type { Route } from './routes.ts';
import type { Resource, Template } from './template.ts';

type Properties = Record<string, unknown>;

/** A resource whose properties have been evaluated. */
export interface Deployed {
  id: string;
  name: string;
  arn: string;
  properties: Properties;
}

/** Looks resources up by type, evaluated. Call only after everything they refer to has its name. */
export interface Deployment {
  all(type: string): Deployed[];
  functions(): LambdaFunction[];
  api(): HttpApi | undefined;
  /** The function behind an ARN or name, with or without a qualifier. */
  functionName(reference: unknown): string;
}

/** API Gateway's ceiling for the answer of an HTTP API's integration. */
const integrationTimeoutMs = 30_000;
/** Lambda's defaults where a template says nothing. */
const defaultTimeoutSeconds = 3;
const defaultMemoryMb = 128;

export function deploymentOf(
  template: Template,
  names: LocalNames,
  environment: Record<string, string>,
): Deployment {
  const all = (type: string) => template.resources.filter((one) => one.type === type).map(deployed);
  return { all, functions, api, functionName };

  function deployed(resource: Resource): Deployed {
    return {
      id: resource.id,
      name: names.physicalName(resource),
      arn: names.attribute(resource.id, 'Arn') ?? '',
      properties: evaluate(resource.properties, names, resource.id) as Properties,
    };
  }

  function functions(): LambdaFunction[] {
    return all('AWS::Lambda::Function').map(({ id, name, arn, properties }) => {
      const code = properties.Code as { S3Key?: string } | undefined;
      if (!code?.S3Key)
        throw new Error(`The local system runs functions from assets only; ${id} has inline code.`);
      const taskRoot = template.assetDirectory(code.S3Key);
      const memoryMb = Number(properties.MemorySize ?? defaultMemoryMb);
      const reserved = properties.ReservedConcurrentExecutions;
      const given =
        (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
      const handler = String(properties.Handler);
      return {
        name,
        arn,
        taskRoot,
        handler,
        memoryMb,
        timeoutMs: Number(properties.Timeout ?? defaultTimeoutSeconds) * 1000,
        ...(reserved !== undefined && { reservedConcurrency: Number(reserved) }),
        environment: {
          ...lambdaEnvironment(name, handler, memoryMb, taskRoot),
          ...environment,
          ...Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)])),
        },
      };
    });
  }

  function api(): HttpApi | undefined {
    const [only, ...others] = all('AWS::ApiGatewayV2::Api');
    if (others.length > 0) throw new Error('The local system runs one HTTP API; the template has several.');
    if (!only) return undefined;
    const integrations = new Map(
      all('AWS::ApiGatewayV2::Integration').map((one) => [one.id, one.properties]),
    );
    const routes = all('AWS::ApiGatewayV2::Route').map(({ id, properties }): Route => {
      const integration = integrations.get(String(properties.Target).replace(/^integrations\//, ''));
      if (!integration) throw new Error(`The route ${id} has no integration.`);
      return {
        routeKey: String(properties.RouteKey),
        functionName: functionName(integration.IntegrationUri),
        timeoutMs: Number(integration.TimeoutInMillis ?? integrationTimeoutMs),
      };
    });
    return { routes, cors: only.properties.CorsConfiguration as HttpApi['cors'] };
  }

  function functionName(reference: unknown): string {
    const text = String(reference);
    const name = /:function:([^:/]+)/.exec(text)?.[1] ?? text;
    if (
      !template.resources.some(
        (one) => one.type === 'AWS::Lambda::Function' && names.physicalName(one) === name,
      )
    ) {
      throw new Error(`The template names the function ${text}, which it does not have.`);
    }
    return name;
  }
}

/** What Lambda itself puts into a function's environment; nothing of this machine's comes along but the PATH. */
function lambdaEnvironment(
  name: string,
  handler: string,
  memoryMb: number,
  taskRoot: string,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    NODE_ENV: 'production',
    // An SDK must not find the developer's own profile.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: taskRoot,
    _HANDLER: handler,
  };
}
