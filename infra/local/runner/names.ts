import type { Names } from './intrinsics.ts';
import type { Resource, Template } from './template.ts';

export const region = 'ap-southeast-1';
export const accountId = '000000000000';

export interface Addresses {
  /** Where the HTTP API answers, e.g. `http://localhost:3001`. */
  apiUrl: string;
  /** Where SQS answers; queue URLs are made from it, since the SDK follows the URL's host. */
  sqsUrl: string;
}

export interface LocalNames extends Names {
  /** Learned only when the table exists. */
  setStreamArn(tableId: string, arn: string): void;
  /** Name of the resource as AWS would show it. */
  physicalName(resource: Resource): string;
}

/** What `Ref` and `Fn::GetAtt` answer on this machine, per resource type. */
export function localNames(template: Template, addresses: Addresses): LocalNames {
  const resources = new Map(template.resources.map((resource) => [resource.id, resource]));
  const streamArns = new Map<string, string>();
  return {
    ref(id) {
      const pseudo = pseudoParameter(id, template.stackName);
      if (pseudo !== undefined) return pseudo;
      const resource = resources.get(id);
      return resource && refOf(resource, addresses);
    },
    attribute(id, attribute) {
      const resource = resources.get(id);
      if (!resource) return undefined;
      if (attribute === 'StreamArn') return streamArns.get(id);
      return attributeOf(resource, attribute, addresses);
    },
    setStreamArn: (tableId, arn) => streamArns.set(tableId, arn),
    physicalName,
  };
}

function pseudoParameter(id: string, stackName: string): string | undefined {
  const values: Record<string, string> = {
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return values[id];
}

/**
 * The property that CloudFormation takes a resource's own name from. A secret's `Ref` is its ARN on AWS and its
 * name here: an SDK takes either, and only the name is known before a server that the user brought has made it.
 */
const nameProperties: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
};

function physicalName(resource: Resource): string {
  const given = resource.properties[nameProperties[resource.type] ?? ''];
  if (typeof given === 'string') return given;
  return resource.type === 'AWS::Lambda::Function' ? resource.name : resource.id;
}

function refOf(resource: Resource, addresses: Addresses): string {
  const name = physicalName(resource);
  switch (resource.type) {
    case 'AWS::SQS::Queue':
      return `${addresses.sqsUrl}/${accountId}/${name}`;
    case 'AWS::ApiGatewayV2::Stage':
      return String(resource.properties.StageName ?? name);
    default:
      return name;
  }
}

function attributeOf(resource: Resource, attribute: string, addresses: Addresses): string {
  const name = physicalName(resource);
  if (resource.type === 'AWS::ApiGatewayV2::Api' && attribute === 'ApiEndpoint') return addresses.apiUrl;
  if (resource.type === 'AWS::SQS::Queue' && attribute === 'QueueName') return name;
  if (resource.type === 'AWS::SQS::Queue' && attribute === 'QueueUrl') return refOf(resource, addresses);
  // What is ignored (a role, a log group) still has to answer, and any answer does: nothing local reads it.
  return attribute === 'Arn' ? arnOf(resource) : `${arnOf(resource)}/${attribute}`;
}

function arnOf(resource: Resource): string {
  const name = physicalName(resource);
  const place = `${region}:${accountId}`;
  switch (resource.type) {
    case 'AWS::Lambda::Function':
      return `arn:aws:lambda:${place}:function:${name}`;
    case 'AWS::SQS::Queue':
      return `arn:aws:sqs:${place}:${name}`;
    case 'AWS::DynamoDB::Table':
      return `arn:aws:dynamodb:${place}:table/${name}`;
    case 'AWS::SecretsManager::Secret':
      return `arn:aws:secretsmanager:${place}:secret:${name}-locals`;
    default:
      return `arn:aws:local:${place}:${resource.type.toLowerCase().replaceAll('::', '-')}/${name}`;
  }
}
