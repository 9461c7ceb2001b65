import type { Template } from './template.ts';

/** What the runner runs; each type is handled in the file beside it. */
const run = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
]);

/** What has no counterpart on one machine, each with the reason why leaving it out changes no behaviour here. */
const ignored: Record<string, string> = {
  'AWS::ApiGatewayV2::ApiMapping': 'the local address is the custom domain',
  'AWS::ApiGatewayV2::DomainName': 'the local address is the custom domain',
  'AWS::CDK::Metadata': 'says only which constructs made the template',
  'AWS::CloudWatch::Alarm': 'nobody is called out of bed by a laptop; the metrics are in the log',
  'AWS::CloudWatch::CompositeAlarm': 'as the alarm',
  'AWS::CloudWatch::Dashboard': 'a picture of metrics that are in the log',
  'AWS::IAM::ManagedPolicy': 'the local servers check no permission; a template test checks the grants',
  'AWS::IAM::Policy': 'as the managed policy',
  'AWS::IAM::Role': 'as the managed policy',
  'AWS::Lambda::Permission': 'as the managed policy',
  'AWS::Logs::LogGroup': 'logs go to a file; retention is checked on the template',
  'AWS::Logs::MetricFilter': 'as the alarm',
  'AWS::SES::ConfigurationSet': 'the local mail server accepts every sender',
  'AWS::SES::ConfigurationSetEventDestination': 'what becomes of an email goes to the rules that wait for it',
  'AWS::SES::EmailIdentity': 'the local mail server accepts every sender',
  'AWS::SNS::Subscription': 'only alarms use topics of our own',
  'AWS::SNS::Topic': 'only alarms use topics of our own',
  'AWS::SNS::TopicPolicy': 'only alarms use topics of our own',
  'AWS::SQS::QueuePolicy': 'as the managed policy',
  'AWS::Scheduler::ScheduleGroup': 'only a name for several schedules',
};

/** Properties that would change how a run type behaves and that the runner cannot honour. */
const refused: Record<string, Record<string, (value: unknown) => boolean>> = {
  'AWS::Lambda::Function': { Layers: isPresent, PackageType: (value) => value === 'Image' },
  'AWS::ApiGatewayV2::Route': { AuthorizationType: (value) => value !== undefined && value !== 'NONE' },
  'AWS::ApiGatewayV2::Integration': {
    IntegrationType: (value) => value !== 'AWS_PROXY',
    PayloadFormatVersion: (value) => value !== '2.0',
    RequestParameters: isPresent,
    ResponseParameters: isPresent,
  },
  'AWS::Lambda::EventSourceMapping': {
    TumblingWindowInSeconds: isPresent,
    SelfManagedEventSource: isPresent,
  },
  'AWS::SQS::Queue': { FifoQueue: (value) => value === true },
};

/** @throws one line that names every resource the local system can neither run nor leave out with a reason. */
export function refuseWhatCannotRun(template: Template): void {
  const problems: string[] = [];
  for (const { id, type, properties } of template.resources) {
    if (!run.has(type) && !(type in ignored)) problems.push(`${type} (${id})`);
    for (const [property, isRefused] of Object.entries(refused[type] ?? {})) {
      if (isRefused(properties[property])) problems.push(`${type}.${property} (${id})`);
    }
  }
  if (problems.length > 0) {
    throw new Error(
      `The local system cannot run: ${problems.join(', ')}. See infra/local/runner/resource-types.ts.`,
    );
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
